package io.github.deployctl.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.TempFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** install.sh with what is built already, run by every shell that a machine may have as sh. */
class InstallE2eIT {
    private static final Path SOURCES =
            Path.of(System.getProperty("deployctl.sources")).toAbsolutePath().normalize();

    private TempFolder temp;

    @BeforeEach
    void makeFolder() throws Exception {
        temp = new TempFolder();
    }

    @AfterEach
    void removeFolder() throws Exception {
        temp.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "bash --posix", "busybox ash"})
    void whatIsInstalledRunsAndIsRemovedWhole(String shell) throws Exception {
        Needed.program(shell.split(" ", -1)[0]);
        Path home = Files.createDirectory(temp.path().resolve("a home"));
        Outcome install = install(shell, home, "--no-build");
        assertThat(install.exit()).as(install.all()).isZero();
        assertThat(install.err()).isEmpty();
        String installed = home + "/.local/share/deployctl/" + Releases.versionOf(SOURCES);
        assertThat(install.out().lines())
                .as("the same in every shell")
                .containsExactly(
                        "install.sh: installed " + installed,
                        "install.sh: linked " + home + "/.local/bin/deployctl",
                        "install.sh: linked what shells complete, and the manual pages that there are, in " + home
                                + "/.local/share",
                        "install.sh: " + home
                                + "/.local/bin is not in PATH: add it, or call deployctl by its full name");
        assertThat(archives(home)).isEqualTo(shell.equals("dash") ? 1 : 0);

        Outcome again = install(shell, home, "--no-build");
        assertThat(again.exit()).as(again.all()).isZero();
        assertThat(again.out()).isEqualTo(install.out());
        Outcome version = new Command(home, List.of(home + "/.local/bin/deployctl", "--version"))
                .environment(Map.of("DEPLOYCTL_ARCHIVE", "off"))
                .run();
        assertThat(version.out()).as(version.all()).isEqualTo("deployctl " + Releases.versionOf(SOURCES) + "\n");
        assertThat(home.resolve(".local/share/man/man1/deployctl.1")).isRegularFile();

        Outcome uninstall = install(shell, home, "--uninstall");
        assertThat(uninstall.exit()).as(uninstall.all()).isZero();
        assertThat(uninstall.out().lines())
                .containsExactly(
                        "install.sh: removed " + home + "/.local/bin/deployctl",
                        "install.sh: removed " + home + "/.local/share/deployctl");
        assertThat(home.resolve(".local/bin")).isEmptyDirectory();
        assertThat(home.resolve(".local/share")).isEmptyDirectory();
        Outcome nothing = install(shell, home, "--uninstall");
        assertThat(nothing.out()).isEqualTo("install.sh: nothing is installed under " + home + "/.local\n");
        Outcome misused = install(shell, home, "--version");
        assertThat(misused.exit()).as(misused.all()).isEqualTo(2);
        assertThat(misused.err())
                .isEqualTo("install.sh: --version needs the version of a release\nTry: install.sh --help\n");
    }

    @Test
    void aFileOfSomebodyElseIsNotReplaced() throws Exception {
        Path bin = Files.createDirectories(temp.path().resolve(".local/bin"));
        Files.writeString(bin.resolve("deployctl"), "mine");

        Outcome install = install("sh", temp.path(), "--no-build");
        assertThat(install.exit()).as(install.all()).isOne();
        assertThat(install.err()).contains(bin + "/deployctl");
        assertThat(bin.resolve("deployctl")).hasContent("mine");
        install("sh", temp.path(), "--uninstall");
        assertThat(bin.resolve("deployctl")).hasContent("mine");
    }

    @Test
    void oddCommandLinesAreRefusedWithoutAChange() throws Exception {
        for (List<String> words : List.of(
                List.of("--nonsense"),
                List.of("--demo", "--test"),
                List.of("--prefix"),
                List.of("--prefix", ""),
                List.of("--agent"),
                List.of("--app", "shop"),
                List.of("--agent", "--demo", "--app", "shop"),
                List.of("--agent", "--app", "sh;op"),
                List.of("--agent", "--app", ""),
                List.of("--agent", "--app", "shop blog"),
                List.of("--agent", "--app", "shop", "--authorize", "/nowhere"),
                List.of("--agent", "--uninstall", "--app", "shop", "--java", "/opt/java"))) {
            Outcome outcome = install("sh", temp.path(), words.toArray(String[]::new));
            assertThat(outcome.exit()).as(outcome.all()).isEqualTo(2);
            assertThat(outcome.err()).contains("install.sh: ", "Try: install.sh --help");
        }
        assertThat(temp.path()).isEmptyDirectory();
    }

    @Test
    void whereCdMightGoIsInNobodysWay() throws Exception {
        Path home = Files.createDirectory(temp.path().resolve("home"));
        Path above = requireNonNull(SOURCES.getParent());
        for (String verb : List.of("--no-build", "--uninstall")) {
            Outcome outcome = new Command(above, List.of("sh", SOURCES.getFileName() + "/install.sh", verb))
                    .environment(Map.of("HOME", home.toString(), "DEPLOYCTL_ARCHIVE", "off", "CDPATH", ".:/"))
                    .run();
            assertThat(outcome.exit()).as(outcome.all()).isZero();
        }
        assertThat(home.resolve(".local/bin")).isEmptyDirectory();
    }

    private static long archives(Path home) throws Exception {
        try (Stream<Path> files = Files.walk(home.resolve(".local/share/deployctl"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).count();
        }
    }

    private static Outcome install(String shell, Path home, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(shell.split(" ", -1)));
        line.add(SOURCES.resolve("install.sh").toString());
        line.addAll(List.of(words));
        // The archive of its classes takes some seconds: once is enough.
        String archive = shell.equals("dash") ? "" : "off";
        return new Command(Path.of("/"), line)
                .environment(Map.of("HOME", home.toString(), "DEPLOYCTL_ARCHIVE", archive, "XDG_CACHE_HOME", ""))
                .run();
    }
}
