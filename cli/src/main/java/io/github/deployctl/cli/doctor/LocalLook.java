package io.github.deployctl.cli.doctor;

import io.github.deployctl.cli.artifact.ArtifactReader;
import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.doctor.LocalSight.Configuration;
import io.github.deployctl.cli.doctor.LocalSight.Jar;
import io.github.deployctl.cli.remote.ssh.KeyRules;
import io.github.deployctl.cli.remote.ssh.KeySurvey;
import io.github.deployctl.common.failure.FailureException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at what deployctl finds here. */
public final class LocalLook {
    private static final List<String> PROGRAMS = List.of("ssh", "ssh-keygen", "ssh-agent");

    private final InstantSource clock;
    private final ArtifactReader reader;

    public LocalLook(InstantSource clock, ArtifactReader reader) {
        this.clock = clock;
        this.reader = reader;
    }

    /** Returns what was seen; {@code path} is the value of PATH. */
    public LocalSight look(String path, Configuration configuration, List<KeySurvey.Found> keys) {
        DeployFile read = configuration.read();
        return new LocalSight(
                Runtime.version().toString(),
                programs(path),
                keys,
                configuration,
                read == null ? Jar.UNKNOWN : artifact(read));
    }

    /** Reads a file for its own sake; {@code shown} is what messages call it. */
    public static Configuration configuration(Path file, String shown) {
        try {
            var findings = DeployFileReader.findings(file, shown);
            return new Configuration(
                    file, shown, findings.isEmpty() ? DeployFileReader.read(file, shown) : null, findings, null);
        } catch (FailureException e) {
            return new Configuration(file, shown, null, List.of(), e.failure());
        }
    }

    /** Returns what is found with each of several ways to log in, those that are the same once. */
    public static List<KeySurvey.Found> keys(KeySurvey survey, Stream<KeyRules> rules) {
        return rules.distinct().map(survey::of).distinct().toList();
    }

    private static Map<String, Optional<Path>> programs(String path) {
        Map<String, Optional<Path>> programs = new LinkedHashMap<>();
        PROGRAMS.forEach(name -> programs.put(name, find(name, path)));
        return programs;
    }

    private static Optional<Path> find(String name, String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .flatMap(folder -> program(folder, name))
                .findFirst();
    }

    private static Stream<Path> program(String folder, String name) {
        try {
            return Stream.of(Path.of(folder, name))
                    .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private Jar artifact(DeployFile file) {
        Path path = file.artifact();
        if (!Files.exists(path)) {
            return new Jar(path, false, 0, Duration.ZERO, null);
        }
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(path).toInstant(), clock.instant());
            long size = Files.size(path);
            try {
                String unused = reader.check(path, file.declaration().launch());
                return new Jar(path, true, size, age, null);
            } catch (FailureException e) {
                return new Jar(path, true, size, age, e.failure());
            }
        } catch (IOException e) {
            return new Jar(path, false, 0, Duration.ZERO, null);
        }
    }
}
