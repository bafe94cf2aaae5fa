package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** install.sh where there is no clone of the project, as it comes through a pipe: it takes the release that this very build has made, from a server. */
class InstallReleaseE2eIT {
    private static final Path SOURCES =
            Path.of(System.getProperty("deployctl.sources")).toAbsolutePath().normalize();
    private static final Path BUILT = SOURCES.resolve("release/target");
    /** All that the script and the launcher may need but what downloads. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "id",
            "cut",
            "sed",
            "grep",
            "head",
            "tail",
            "mkdir",
            "rmdir",
            "rm",
            "cp",
            "mv",
            "ln",
            "readlink",
            "mktemp",
            "tar",
            "gzip",
            "sha256sum",
            "uname",
            "ls",
            "dirname",
            "basename",
            "chmod",
            "nice");

    private final Map<String, String> environment = new HashMap<>();
    private TempFolder temp;
    private Path home;
    private String version;
    private String archive;
    private Releases releases;

    @BeforeAll
    static void needADownloader() {
        Needed.program("curl");
    }

    @BeforeEach
    void publish() throws Exception {
        temp = new TempFolder();
        home = Files.createDirectory(temp.path().resolve("a home"));
        Files.createDirectory(temp.path().resolve("work"));
        String sums = Files.readString(BUILT.resolve("SHA256SUMS"));
        archive = sums.lines()
                .map(line -> line.substring(66))
                .filter(name -> name.matches("deployctl-[0-9.]+\\.tar\\.gz"))
                .findFirst()
                .orElseThrow();
        version = archive.substring("deployctl-".length(), archive.length() - ".tar.gz".length());
        releases = new Releases(version);
        releases.put(BUILT.resolve("SHA256SUMS"));
        releases.put(BUILT.resolve(archive));
        environment.put("HOME", home.toString());
        environment.put("XDG_CACHE_HOME", "");
        environment.put("TMPDIR", temp.path().resolve("work").toString());
        environment.put("DEPLOYCTL_RELEASES", releases.address());
        // Making one takes some seconds.
        environment.put("DEPLOYCTL_ARCHIVE", "off");
        environment.put("PATH", tools("gh").toString());
    }

    @AfterEach
    void close() throws Exception {
        releases.close();
        temp.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox ash"})
    void theNewestReleaseIsInstalledThroughAPipeAndRemovedWhole(String shell) throws Exception {
        Needed.program(shell.split(" ", -1)[0]);
        Outcome install = piped(shell);
        assertThat(install.exit()).as(install.all()).isZero();
        assertThat(install.out())
                .contains("its SHA-256 is the published one", "installed " + home, "linked " + command())
                .contains("who has built it was not looked up");
        Outcome again = piped(shell, "--version", "v" + version);
        assertThat(again.exit()).as(again.all()).isZero();
        Outcome run = new Command(home, List.of(command().toString(), "--version")).run();
        assertThat(run.out()).isEqualTo("deployctl " + version + "\n");
        assertThat(home.resolve(".local/share/bash-completion/completions/deployctl"))
                .isRegularFile();
        assertThat(temp.path().resolve("work")).isEmptyDirectory();

        Path cache = Files.createDirectories(
                home.resolve(".cache/deployctl/archives" + home + "/.local/share/deployctl/" + version));
        Files.writeString(cache.resolve("some.jsa"), "");
        Outcome removed = piped(shell, "--uninstall");
        assertThat(removed.exit()).as(removed.all()).isZero();
        assertThat(home.resolve(".local/bin")).isEmptyDirectory();
        assertThat(home.resolve(".local/share")).isEmptyDirectory();
        assertThat(home.resolve(".cache")).isEmptyDirectory();
    }

    @Test
    void whatIsNotWhatWasPublishedIsNotInstalled() throws Exception {
        byte[] other = Files.readAllBytes(BUILT.resolve(archive));
        other[other.length / 2] ^= 1;
        releases.put(archive, other);
        refused("nothing was installed: " + archive + " is not what was published: its SHA-256 is ");
    }

    @Test
    void aDownloadThatIsCutChangesNothing() throws Exception {
        releases.cut(archive);
        refused("nothing was installed: " + releases.address() + "/download/v" + version + "/" + archive
                + " could not be downloaded");
    }

    @Test
    void aReleaseThatIsNotThereIsNamed() throws Exception {
        refused(
                "nothing was installed: " + releases.address() + "/download/v9.9.9/SHA256SUMS could not be downloaded",
                "--version",
                "9.9.9");
        releases.put("SHA256SUMS", "<html>".getBytes(StandardCharsets.UTF_8));
        refused("/latest/download/SHA256SUMS names no release");
        refused("nothing was installed: release " + version + " has no " + archive, "--version", version);
        refused(
                "nothing was installed: release " + version + " has no deployctl-" + version + "-",
                "--version",
                version,
                "--self-contained");
    }

    @Test
    void aMachineWithoutADownloaderOrAJavaIsToldSo() throws Exception {
        environment.put("DEPLOYCTL_JAVA", "/nowhere/java");
        refused("needs Java 17 or later; looked at: /nowhere/java (not there)");
        environment.put("PATH", tools("curl", "wget", "gh").toString());
        refused("nothing was installed: neither curl nor wget is here");
    }

    @Test
    void wgetAloneWillDo() throws Exception {
        Needed.program("wget");
        environment.put("PATH", tools("curl", "gh").toString());

        Outcome install = piped("sh");
        assertThat(install.exit()).as(install.all()).isZero();
        releases.cut(archive);
        Outcome cut = piped("sh", "--prefix", temp.path() + "/elsewhere");
        assertThat(cut.exit()).as(cut.all()).isOne();
        assertThat(temp.path().resolve("elsewhere")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gitHubHasToAttestItWhereGhIsThere(boolean attested) throws Exception {
        Path gh = Path.of(environment.get("PATH"), "gh");
        Files.writeString(
                gh,
                "#!/bin/sh\necho \"$*\" >>\"$HOME/../asked\"\ncase $* in *.tar.gz*) exit " + (attested ? 0 : 1)
                        + " ;; esac\n");
        Files.setPosixFilePermissions(gh, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (attested) {
            Outcome install = piped("sh");
            assertThat(install.exit()).as(install.all()).isZero();
            assertThat(install.out()).contains("GitHub attests that deployctl's release workflow has built it");
        } else {
            refused("nothing was installed: GitHub does not attest");
        }
        assertThat(temp.path().resolve("asked"))
                .content()
                .contains(
                        archive
                                + " --repo deployctl/deployctl --signer-workflow deployctl/deployctl/.github/workflows/release.yml");
    }

    @Test
    void aScriptThatIsCutDoesNothing() throws Exception {
        List<String> lines = Files.readAllLines(SOURCES.resolve("install.sh"));
        Path cut = temp.path().resolve("cut");
        for (int kept = 1; kept < lines.size(); kept += 23) {
            Files.write(cut, lines.subList(0, kept));
            pipe(cut, "sh");
            assertThat(home).isEmptyDirectory();
        }
        assertThat(releases.wasAskedFor("SHA256SUMS")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox ash"})
    void aHangupLeavesNothing(String shell) throws Exception {
        Needed.program(shell.split(" ", -1)[0]);
        releases.stall(archive);
        Path script = Files.copy(SOURCES.resolve("install.sh"), temp.path().resolve("install.sh"));
        // A session of its own, so that its group can be sent the signal as a terminal's would be that goes away.
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(List.of(shell.split(" ", -1)));
        line.add(script.toString());
        Command.Running running =
                new Command(home, line).environment(environment).start();
        await().atMost(Duration.ofSeconds(30)).until(() -> releases.wasAskedFor(archive));
        Outcome sent = new Command(
                        home,
                        List.of(
                                "/bin/sh",
                                "-c",
                                "kill -s HUP -- -" + running.process().pid()))
                .run();
        assertThat(sent.exit()).as(sent.all()).isZero();

        Outcome ended = running.await();
        assertThat(ended.exit()).as(ended.all()).isEqualTo(129);
        assertThat(temp.path().resolve("work")).isEmptyDirectory();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aFolderForTemporaryFilesThatNothingIsExecutedInIsNoHindrance() throws Exception {
        List<String> unshare = List.of("/usr/bin/unshare", "-m", "/bin/sh", "-c");
        Outcome may = new Command(home, and(unshare, "mount -t tmpfs -o noexec none /mnt")).run();
        assumeTrue(may.exit() == 0, "SKIPPED: this takes the right to mount");
        String line = "/bin/mount -t tmpfs -o noexec none \"$TMPDIR\" && sh \"" + SOURCES.resolve("install.sh")
                + "\" --version " + version;
        Outcome install =
                new Command(home, and(unshare, line)).environment(environment).run();
        assertThat(install.exit()).as(install.all()).isZero();
        assertThat(command()).isExecutable();
    }

    private static List<String> and(List<String> words, String word) {
        return Stream.concat(words.stream(), Stream.of(word)).toList();
    }

    @Test
    void whatTakesACloneIsRefusedOutsideOfOne() throws Exception {
        for (List<String> words : List.of(
                List.of("--test"),
                List.of("--no-build"),
                List.of("--version"),
                List.of("--version", "../1"),
                List.of("--version", "1/2"))) {
            Outcome outcome = piped("sh", words.toArray(String[]::new));
            assertThat(outcome.exit()).as(outcome.all()).isEqualTo(2);
            assertThat(home).isEmptyDirectory();
        }
    }

    private void refused(String why, String... words) throws Exception {
        Outcome outcome = piped("sh", words);
        assertThat(outcome.exit()).as(outcome.all()).isOne();
        assertThat(outcome.err()).contains(why);
        assertThat(home).isEmptyDirectory();
        assertThat(temp.path().resolve("work")).isEmptyDirectory();
    }

    private Outcome piped(String shell, String... words) throws Exception {
        return pipe(SOURCES.resolve("install.sh"), shell, words);
    }

    private Outcome pipe(Path script, String shell, String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of("/bin/sh", "-c", "script=$1; shift; cat \"$script\" | " + shell + " -s -- \"$@\"", "sh"));
        line.add(script.toString());
        line.addAll(Arrays.asList(words));
        return new Command(home, line).environment(environment).run();
    }

    private Path command() {
        return home.resolve(".local/bin/deployctl");
    }

    /** A folder to have as PATH: what is needed, and what there is of these downloaders and of gh but for the ones named. */
    private Path tools(String... without) throws IOException {
        Path folder = Files.createTempDirectory(temp.path(), "bin");
        List<String> wanted = new ArrayList<>(TOOLS);
        wanted.addAll(List.of("curl", "wget", "gh", "java", "dash", "bash", "busybox"));
        wanted.removeAll(List.of(without));
        for (String tool : wanted) {
            for (String place : List.of("/usr/bin/", "/bin/")) {
                if (Files.isExecutable(Path.of(place + tool)) && Files.notExists(folder.resolve(tool))) {
                    Files.createSymbolicLink(folder.resolve(tool), Path.of(place + tool));
                }
            }
        }
        return folder;
    }
}
