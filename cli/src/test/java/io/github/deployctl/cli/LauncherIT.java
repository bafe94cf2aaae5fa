package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Installation.Ended;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed command: the shell script, the jars beside it, a process of its own. */
final class LauncherIT {
    @TempDir
    Path folder;

    private Installation installation;

    @BeforeEach
    void install() throws IOException {
        installation = Installation.in(folder);
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        return installation.start(withoutArchive(environment), List.of(command));
    }

    /** It is another test's. */
    private static Map<String, String> withoutArchive(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DEPLOYCTL_ARCHIVE", "off");
        return all;
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "links/deployctl"));
        command.addAll(List.of(arguments));
        return installation.end(start(environment, command.toArray(String[]::new)));
    }

    private Path fakeJava(String version) throws IOException {
        Path java = folder.resolve("java-" + version);
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2020-01-01' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    @Test
    void itStartsThroughALinkFromAnyFolderWithTheRunningJava() throws Exception {
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));

        assertThat(run(java, "--version")).isEqualTo(new Ended(0, "deployctl 0.1.0\n", ""));
        assertThat(run(java, "status", "a b", "", "$(x)").status()).isEqualTo(6);
    }

    @Test
    void namesThatAreNotAsciiAreReadWhereThereIsNoLocale() throws Exception {
        String declared = "app: shop\nartifact: shop.jar\nhosts: [\"127.0.0.1:1\"]\nlisteners: {http: 8080}\n";
        Files.writeString(folder.resolve("deployctl.yml"), declared);
        // In octal, since the JVM that runs the test may have a locale like that too.
        String named =
                "name=$(printf 'f\\303\\274r'); mkdir -p $name; cp deployctl.yml $name.yml; cp deployctl.yml $name/;"
                        + " PATH=$PATH:$PWD/$name; ";
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"), "SSH_ASKPASS", "");
        for (String locale :
                List.of("unset LANG LC_ALL LC_CTYPE", "export LC_ALL=C", "export LC_ALL= LC_CTYPE=POSIX")) {
            Ended file = shell(java, locale + "; " + named + "sh links/deployctl config validate --config $name.yml");
            assertThat(file.status()).as(locale + ": " + file.err()).isZero();
            Ended place = shell(java, locale + "; " + named + "cd $name; sh ../links/deployctl config validate");
            assertThat(place.status()).as(locale + ": " + place.err()).isZero();
        }

        // One that the C library does not have is as good as none, and not for the launcher to know.
        String unknown = "export LC_ALL=xx_XX.ISO-8859-1; " + named;
        Ended refused = shell(java, unknown + "sh links/deployctl config validate --config $name.yml");
        assertThat(refused.status()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err()).contains("nothing was done: argument 4 cannot be read in this locale");
        Ended passed = shell(java, unknown + "PATH=$PWD/$name:$PATH; sh links/deployctl status");
        assertThat(passed.err()).doesNotContain("a defect");
        assertThat(passed.status())
                .as("not reached, or without a key: " + passed.err())
                .isIn(4, 7);
    }

    private Ended shell(Map<String, String> environment, String line) throws Exception {
        return installation.end(start(environment, "/bin/sh", "-c", line));
    }

    /** What a terminal gets from the launcher and then from a Java that says "(java)" whatever it is to do. */
    private String seen(Map<String, String> environment, String line) throws Exception {
        Path java = folder.resolve("java-21");
        Files.writeString(java, "#!/bin/sh\necho '(java version \"21.0.1\")' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Map<String, String> all = new HashMap<>(Map.of("TERM", "xterm", "DEPLOYCTL_JAVA", java.toString()));
        all.putAll(environment);
        Process script = start(all, "script", "-qec", "/bin/sh links/deployctl " + line, "/dev/null");
        return installation.end(script).out().replaceFirst("\\(java [^)]*\\)\r\n", "(java)");
    }

    @Test
    void aTerminalShowsAVerbThatGoesToHostsBeforeJavaRuns() throws Exception {
        assertThat(seen(Map.of(), "push web1 --yes")).isEqualTo("deployctl push(java)");
        assertThat(seen(Map.of(), "run web1 -- ls --json")).isEqualTo("deployctl run(java)");
    }

    @Test
    void aTerminalShowsNothingThatNobodyWants() throws Exception {
        for (String line : List.of(
                "push --json",
                "push -q",
                "push --quiet",
                "push --output jsonl",
                "push --output=jsonl",
                "push --help",
                "--version",
                "init",
                "push 2>&1 | cat",
                "\"$(printf 'pu\\033[2Jsh')\"")) {
            assertThat(seen(Map.of(), line).replace("\n", "\r\n").replaceFirst("\\(java [^)]*\\)\\s+", "(java)"))
                    .as(line)
                    .isEqualTo("(java)");
        }
        assertThat(seen(Map.of("TERM", "dumb"), "push")).isEqualTo("(java)");
    }

    @Test
    void whatPreventsAStartTakesThatLineAway() throws Exception {
        assertThat(seen(Map.of("DEPLOYCTL_JAVA", "/nowhere/java"), "push"))
                .startsWith("deployctl push\r\u001b[2Kdeployctl: not started: ");
    }

    @Test
    void anOldJavaIsPassedOverOrNamed() throws Exception {
        Ended named = run(Map.of("DEPLOYCTL_JAVA", fakeJava("1.8.0_402").toString()), "--version");
        assertThat(named.status()).isEqualTo(70);
        assertThat(named.err())
                .startsWith("deployctl: not started: it needs Java 17 or later; looked at: " + folder)
                .contains("java-1.8.0_402 (version 8)")
                .contains("Try: ");

        Path home = Files.createDirectories(folder.resolve("old/bin"));
        Files.copy(fakeJava("11.0.2"), home.resolve("java"));
        assertThat(home.resolve("java").toFile().setExecutable(true)).isTrue();
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        assertThat(run(Map.of("JAVA_HOME", folder.resolve("old").toString(), "PATH", path), "--version"))
                .isEqualTo(new Ended(0, "deployctl 0.1.0\n", ""));
    }

    @Test
    void withoutAnyJavaItSaysSoAndOneInTheUsualPlaceIsFound() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("readlink", "sed")) {
            Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
            assertThat(tools.resolve(tool).toFile().setExecutable(true)).isTrue();
        }
        Path script = folder.resolve("the home/bin/deployctl");
        Path usual = Files.createDirectories(folder.resolve("usual"));
        // Where a machine has its own is not for a test to say.
        String elsewhere = Files.readString(script)
                .replace("/usr/lib/jvm/", usual + "/")
                .replaceAll("/(usr/java|opt/java|opt|Library)/", "/nowhere/");
        Files.writeString(script, elsewhere);
        Map<String, String> bare = Map.of("PATH", tools.toString(), "HOME", folder.toString());

        Ended none = run(bare, "--version");
        assertThat(none.status()).isEqualTo(70);
        assertThat(none.err())
                .contains("looked at: nothing, for there is no java")
                .contains("Try: install a JRE 17");

        Files.createSymbolicLink(usual.resolve("some-jdk"), Path.of(System.getProperty("java.home")));
        assertThat(run(bare, "--version")).isEqualTo(new Ended(0, "deployctl 0.1.0\n", ""));
    }

    @Test
    void theJavaThatComesWithItGoesBeforeAllButOneNamedForIt() throws Exception {
        Path own = Files.createDirectories(folder.resolve("the home/java/bin"));
        Files.writeString(
                own.resolve("java"),
                "#!/bin/sh\n[ \"$1\" != -version ] || echo 'openjdk version \"25\"' >&2\necho its own\n");
        assertThat(own.resolve("java").toFile().setExecutable(true)).isTrue();
        String other = System.getProperty("java.home");

        assertThat(run(Map.of("JAVA_HOME", other), "--version")).isEqualTo(new Ended(0, "its own\n", ""));
        assertThat(run(Map.of("DEPLOYCTL_JAVA", other + "/bin/java"), "--version"))
                .isEqualTo(new Ended(0, "deployctl 0.1.0\n", ""));
    }

    private static Path which(String tool) {
        return List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anInterruptedPushSaysWhatIsTrueAndIsExit130() throws Exception {
        Jars.executable(folder.resolve("shop.jar"), "1.0");
        FakeAgent.Script hanging = (request, with) -> {
            if (request instanceof Request.Stage) {
                with.reply(new Reply.ArtifactPresent());
            } else {
                with.say(new Event.Launched(8, new ReleaseId("1.0-aaaaaaaa"), 4711));
            }
        };
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.ofShop(folder, hanging)) {
            Project.declare(folder, host);
            // A test that runs in the background inherits an ignored SIGINT, which a terminal never gives.
            Process process = start(
                    Map.of("JAVA_HOME", System.getProperty("java.home")),
                    "/usr/bin/env",
                    "--default-signal=INT",
                    "/bin/sh",
                    "links/deployctl",
                    "push",
                    "-i",
                    "key",
                    "--known-hosts",
                    "known_hosts");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.readString(folder.resolve("err")).contains("generation 8 launched"));
            Processes.run(folder, "kill", "-INT", Long.toString(process.pid()));

            Ended ended = installation.end(process);

            assertThat(agent.requests()).hasSize(2);
            assertThat(ended.status()).isEqualTo(130);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err())
                    .endsWith(
                            "\ndeployctl: interrupted: " + host.address()
                                    + " keeps what it has: the agent gives up unless traffic has moved\nTry: deployctl status\n");
        }
    }
}
