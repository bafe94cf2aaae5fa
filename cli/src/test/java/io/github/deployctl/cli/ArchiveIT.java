package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Installation.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive of the tool's classes: used where it fits, made anew where it does not, and never in anybody's way. One installation, whose archive is made once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchiveIT {
    private static final String JAVA = System.getProperty("java.home");
    /** What {@code -Xlog:class+load} says of a class that came from the archive on top of the JDK's own. */
    private static final String ARCHIVED = "shared objects file (top)";

    private static final String LOADS = "-Xlog:class+load";
    /** A shell for which a folder that may not be written to is one, whoever runs this: root without CAP_DAC_OVERRIDE (capabilities(7)). */
    private static final List<String> WITHOUT_ROOTS_RIGHTS =
            System.getProperty("user.name").equals("root")
                    ? List.of("setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override", "/bin/sh")
                    : List.of("/bin/sh");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Path folder;
    private Installation installation;
    private Path archive;

    @BeforeAll
    void install(@TempDir Path temporary) throws Exception {
        folder = temporary;
        // Java 17 keeps no class whose path it has to write with a %20.
        installation = Installation.in(folder, "home");
        Ended made = run(Map.of("DEPLOYCTL_ARCHIVE", "now"));
        assertThat(made).isEqualTo(new Ended(0, "", ""));
        archive = archives(installation.home()).get(0);
    }

    private Ended run(Map<String, String> environment, String... words) throws Exception {
        return installation.run(List.of("/bin/sh"), environment, words);
    }

    /** Looks at names alone: while one is being made, the file it is written to is there and gone again. */
    private static List<Path> archives(Path under) throws IOException {
        try (Stream<Path> files = Files.list(under.resolve("archives"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    static Stream<List<String>> shells() {
        return Stream.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"))
                .filter(shell -> Stream.of("/bin/", "/usr/bin/")
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin + shell.get(0)))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void everyShellStartsFromIt(List<String> shell) throws Exception {
        Ended loads = installation.run(shell, Map.of("DEPLOYCTL_JAVA_OPTS", LOADS), "status", "--bogus");

        assertThat(loads.status()).isEqualTo(2);
        assertThat(loads.out()).contains("picocli.CommandLine source: " + ARCHIVED);
        assertThat(loads.out().lines().filter(line -> line.contains(ARCHIVED))).hasSizeGreaterThan(300);
    }

    @Test
    void answersThatAreWrittenDownLoadNothing() throws Exception {
        for (String[] words : new String[][] {
            {"--version"},
            {"completion"},
            {"--help"},
            {"push", "--help"},
            {"help", "exit-codes"},
            {"help", "lock", "status"}
        }) {
            Ended loads = run(Map.of("DEPLOYCTL_JAVA_OPTS", LOADS), words);

            assertThat(loads.status()).isZero();
            assertThat(loads.out()).contains("cli.WrittenAnswers").doesNotContain(" picocli.", "terminal.JlineScreen");
        }
    }

    @Test
    void oneThatWasSpoiltOrIsNoneIsPassedOverInSilence() throws Exception {
        byte[] whole = Files.readAllBytes(archive);
        Ended expected = run(Map.of("DEPLOYCTL_ARCHIVE", "off"), "status");
        try {
            Files.write(archive, new byte[0]);
            assertThat(run(Map.of("CI", "true"), "status")).isEqualTo(expected);
            byte[] spoilt = whole.clone();
            Arrays.fill(spoilt, spoilt.length / 2, spoilt.length / 2 + 4096, (byte) 0x5a);
            Files.write(archive, spoilt);
            assertThat(run(Map.of("CI", "true"), "status")).isEqualTo(expected);
            Files.write(archive, "no archive\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
            assertThat(run(Map.of("CI", "true"), "status")).isEqualTo(expected);
        } finally {
            Files.write(archive, whole);
        }
    }

    @Test
    void anotherJavaGetsItsOwn() throws Exception {
        Path other = otherJava();
        Map<String, String> environment = Map.of("JAVA_HOME", other.toString(), "DEPLOYCTL_ARCHIVE", "");

        assertThat(run(environment, "status", "--bogus").status()).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> archives(installation.home()).size() == 2);
        Ended loads = run(
                Map.of("JAVA_HOME", other.toString(), "CI", "true", "DEPLOYCTL_JAVA_OPTS", LOADS), "status", "--bogus");

        assertThat(loads.out()).contains("picocli.CommandLine source: " + ARCHIVED);
        assertThat(run(Map.of("CI", "true", "DEPLOYCTL_JAVA_OPTS", LOADS), "status", "--bogus")
                        .out())
                .contains(ARCHIVED);
    }

    /** The same Java as another maker's: what counts is what its release file says. */
    private Path otherJava() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other java"));
        try (Stream<Path> parts = Files.list(Path.of(JAVA))) {
            for (Path part : parts.toList()) {
                String name = part.getFileName().toString();
                if (!name.equals("bin") && !name.equals("release")) {
                    Files.createSymbolicLink(other.resolve(name), part);
                }
            }
        }
        Files.createDirectories(other.resolve("bin"));
        Files.copy(Path.of(JAVA, "bin/java"), other.resolve("bin/java"));
        Files.writeString(
                other.resolve("release"),
                Files.readString(Path.of(JAVA, "release")).replaceFirst("IMPLEMENTOR=\"\\w*", "IMPLEMENTOR=\"Other"));
        return other;
    }

    @Test
    void jarsThatAreNewerMakeItStale() throws Exception {
        Path jar = installation.home().resolve("lib/deployctl-cli.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        try {
            Ended loads = run(Map.of("CI", "true", "DEPLOYCTL_JAVA_OPTS", LOADS), "status", "--bogus");

            assertThat(loads.status()).isEqualTo(2);
            assertThat(loads.out()).doesNotContain(ARCHIVED);
        } finally {
            Files.setLastModifiedTime(jar, time);
        }
    }

    /** Used, made and made anew there; and where nothing can be written at all, it is gone without. */
    @Test
    void whereTheInstallationIsNotTheUsersItIsInTheUsersCache() throws Exception {
        Installation foreign = Installation.in(Files.createDirectories(folder.resolve("foreign")), "home");
        Path home = foreign.home().toRealPath();
        Path cache = folder.resolve("cache");
        Path mine = Path.of(cache + "/deployctl/archives" + home).resolve(archive.getFileName());
        Map<String, String> user = Map.of("XDG_CACHE_HOME", cache.toString());
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Ended expected = foreign.run(WITHOUT_ROOTS_RIGHTS, Map.of("DEPLOYCTL_ARCHIVE", "off"), "status", "--bogus");
            assertThat(foreign.run(WITHOUT_ROOTS_RIGHTS, Map.of("XDG_CACHE_HOME", "/proc/none"), "status", "--bogus"))
                    .isEqualTo(expected);

            assertThat(foreign.run(WITHOUT_ROOTS_RIGHTS, user, "status", "--bogus"))
                    .isEqualTo(expected);
            await().atMost(PATIENCE).until(() -> Files.exists(mine));
            assertThat(home.resolve("archives")).doesNotExist();
            assertThat(loads(foreign, cache)).contains("picocli.CommandLine source: " + ARCHIVED);

            FileTime before = FileTime.from(Instant.now().minusSeconds(86_400));
            Files.setLastModifiedTime(mine, before);
            Files.setLastModifiedTime(mine.resolveSibling(mine.getFileName() + ".tried"), before);
            assertThat(loads(foreign, cache)).doesNotContain(ARCHIVED);
            assertThat(foreign.run(WITHOUT_ROOTS_RIGHTS, user, "status", "--bogus"))
                    .isEqualTo(expected);
            await().atMost(PATIENCE).until(() -> Files.getLastModifiedTime(mine).compareTo(before) > 0);
            assertThat(loads(foreign, cache)).contains("picocli.CommandLine source: " + ARCHIVED);
        } finally {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String loads(Installation foreign, Path cache) throws Exception {
        Map<String, String> quiet =
                Map.of("XDG_CACHE_HOME", cache.toString(), "CI", "true", "DEPLOYCTL_JAVA_OPTS", LOADS);
        return foreign.run(WITHOUT_ROOTS_RIGHTS, quiet, "status", "--bogus").out();
    }

    @Test
    void inCiNothingIsMadeBehindAnybodysBack() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("ci"));
        Installation fresh = Installation.in(elsewhere);

        Ended version = fresh.run(List.of("/bin/sh"), Map.of("CI", "true", "DEPLOYCTL_ARCHIVE", ""), "--version");

        assertThat(version).isEqualTo(new Ended(0, "deployctl 0.1.0\n", ""));
        assertThat(fresh.home().resolve("archives")).doesNotExist();
        try (Stream<Path> all = Files.walk(elsewhere)) {
            assertThat(all).noneMatch(file -> file.toString().contains(".jsa"));
        }
    }
}
