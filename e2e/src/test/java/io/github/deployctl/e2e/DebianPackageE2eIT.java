package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Debian package that this build has made, installed, upgraded and purged by dpkg below a folder. */
class DebianPackageE2eIT {
    private static final Path BUILT =
            Path.of(System.getProperty("deployctl.sources")).normalize().resolve("release/target");
    private static final String SHARE = "usr/share/deployctl";

    private TempFolder temp;
    private Path root;
    private String version;

    @BeforeEach
    void makeRoot() throws Exception {
        Needed.program("dpkg");
        Needed.program("dpkg-deb");
        assumeTrue(System.getProperty("user.name").equals("root"), "dpkg gives files to root: only root can");
        temp = new TempFolder();
        root = temp.path().resolve("root");
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        version = Files.readString(BUILT.resolve("SHA256SUMS"))
                .lines()
                .map(line -> line.substring(66))
                .filter(name -> name.matches("deployctl_[0-9.]+_all\\.deb"))
                .findFirst()
                .orElseThrow()
                .replaceAll("deployctl_|_all\\.deb", "");
    }

    @AfterEach
    void close() throws Exception {
        if (temp != null) {
            temp.close();
        }
    }

    @Test
    void itRunsIsUpgradedAndLeavesNothingBehind() throws Exception {
        List<Path> before = files();
        dpkg("--install", packaged(version));
        assertThat(run("/usr/bin/dpkg-query", "--admindir=" + root + "/var/lib/dpkg", "-W", "deployctl"))
                .isEqualTo("deployctl\t" + version + "\n");
        Path command = root.resolve("usr/bin/deployctl");
        assertThat(run(command.toString(), "--version")).isEqualTo("deployctl " + version + "\n");
        assertThat(run(command.toString(), "push", "--help")).contains("deployctl push [");
        assertThat(root.resolve("usr/share/man/man1/deployctl.1")).content().contains(".TH");
        assertThat(root.resolve("usr/share/man/man1/deployctl-push.1")).isRegularFile();
        assertThat(root.resolve("usr/share/doc/deployctl/copyright")).isRegularFile();
        assertThat(root.resolve("usr/share/zsh/vendor-completions/_deployctl")).isRegularFile();
        assertThat(root.resolve("usr/share/fish/vendor_completions.d/deployctl.fish"))
                .isRegularFile();
        assertThat(run(
                        "bash",
                        "-c",
                        ". \"$1\" && complete -p deployctl",
                        "bash",
                        root + "/usr/share/bash-completion/completions/deployctl"))
                .contains("complete ", " deployctl\n");
        assertThat(root.resolve(SHARE).resolve(version).resolve("agent/setup")).isExecutable();

        // As root's first command leaves it.
        Path archives = Files.createDirectory(root.resolve(SHARE).resolve(version + "/archives"));
        Files.writeString(archives.resolve("some.jsa"), "");
        dpkg("--install", next());
        assertThat(root.resolve(SHARE).resolve(version)).doesNotExist();
        assertThat(run(command.toString(), "--version")).isEqualTo("deployctl " + version + "\n");
        assertThat(command.toRealPath()).startsWith(root.resolve(SHARE).resolve(version + ".1"));

        Files.createDirectory(root.resolve(SHARE).resolve(version + ".1/archives"));
        dpkg("--purge", "deployctl");
        assertThat(files()).isEqualTo(before);
    }

    /** Makes the package that would come after this one. */
    private String next() throws Exception {
        Path files = temp.path().resolve("next");
        run("dpkg-deb", "--raw-extract", packaged(version), files.toString());
        Files.move(files.resolve(SHARE).resolve(version), files.resolve(SHARE).resolve(version + ".1"));
        for (String name : List.of("usr/bin/deployctl", "usr/share/bash-completion/completions/deployctl")) {
            Path link = files.resolve(name);
            Path target = Path.of(
                    Files.readSymbolicLink(link).toString().replace("/" + version + "/", "/" + version + ".1/"));
            Files.delete(link);
            Files.createSymbolicLink(link, target);
        }
        for (String name : List.of("control", "prerm")) {
            Path file = files.resolve("DEBIAN").resolve(name);
            Files.writeString(file, Files.readString(file).replace(version, version + ".1"));
        }
        Files.delete(files.resolve("DEBIAN/md5sums"));
        String next =
                packaged(version + ".1").replace(BUILT.toString(), temp.path().toString());
        run("dpkg-deb", "-Znone", "--build", files.toString(), next);
        return next;
    }

    private static String packaged(String version) {
        return BUILT + "/deployctl_" + version + "_all.deb";
    }

    private void dpkg(String... words) throws IOException, InterruptedException {
        // Its package database knows of no Java; and an image may have told dpkg to leave documents out.
        List<String> line = new ArrayList<>(List.of(
                "dpkg",
                "--root=" + root,
                "--log=/dev/null",
                "--force-depends",
                "--force-unsafe-io",
                "--force-script-chrootless",
                "--path-include=*"));
        line.addAll(List.of(words));
        assertThat(run(line.toArray(String[]::new))).doesNotContain("not empty");
    }

    /** Returns what the command has said, all of it. */
    private String run(String... words) throws IOException, InterruptedException {
        Outcome outcome = new Command(temp.path(), List.of(words))
                .environment(Map.of("DEPLOYCTL_ARCHIVE", "off", "LC_ALL", "C"))
                .run();
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        return outcome.out() + outcome.err();
    }

    /** All that is there but dpkg's own. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> !file.startsWith(root.resolve("var/lib/dpkg")))
                    .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
