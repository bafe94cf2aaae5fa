package io.github.deployctl.cli.artifact;

import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads an artifact, and refuses with {@code ARTIFACT_INVALID} what could not be started: for {@code java -jar}, whatever is no executable jar. */
public final class ArtifactReader {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final InstantSource clock;

    public ArtifactReader(InstantSource clock) {
        this.clock = clock;
    }

    public Artifact read(Path file, Launch launch) throws FailureException {
        try {
            refuseWhatIsNoFile(file);
            String version = launch.isCommand() ? versionOfAny(file) : version(file);
            try (InputStream in = Files.newInputStream(file)) {
                return new Artifact(file, Files.size(file), Checksum.of(in), version);
            }
        } catch (ZipException e) {
            throw invalid(
                    file, "is not a jar: it is no zip archive", "name the jar that the build made with --artifact");
        } catch (IOException e) {
            throw invalid(file, "cannot be read: " + e.getMessage(), null);
        }
    }

    private static void refuseWhatIsNoFile(Path file) throws IOException, FailureException {
        if (!Files.exists(file)) {
            throw invalid(file, "does not exist", "build it first, or name another with --artifact");
        }
        if (!Files.isRegularFile(file)) {
            throw invalid(file, "is a folder, not a jar", "name the jar in it with --artifact");
        }
        if (!Files.isReadable(file)) {
            throw invalid(file, "may not be read by this user", null);
        }
        if (Files.size(file) == 0) {
            throw invalid(file, "is empty", "build it again");
        }
    }

    /** What a command makes of its artifact is its own affair; if it is a jar or another zip archive, it may name its version like one. */
    private String versionOfAny(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            return named(jar, file, manifest == null ? new Attributes() : manifest.getMainAttributes());
        } catch (ZipException noArchive) {
            return TIME.format(clock.instant());
        }
    }

    private String version(Path file) throws IOException, FailureException {
        // Unverified: signatures are the app's matter, and checking them would read the whole jar once more.
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            if (main.getValue(Attributes.Name.MAIN_CLASS) == null) {
                throw invalid(
                        file,
                        "is not executable: its manifest names no Main-Class",
                        "name the executable jar (often the one with all dependencies) with --artifact");
            }
            return named(jar, file, main);
        }
    }

    private String named(JarFile jar, Path file, Attributes main) throws IOException {
        String named = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        if (named == null || named.isBlank()) {
            named = MavenVersion.of(jar, file.getFileName().toString()).orElse("");
        }
        return named.isBlank() ? TIME.format(clock.instant()) : named.trim();
    }

    private static FailureException invalid(Path file, String why, @Nullable String hint) {
        return Failure.of(FailureCode.ARTIFACT_INVALID, "artifact not read: " + file + " " + why)
                .serving("nothing was changed")
                .hint(hint)
                .asException();
    }
}
