package io.github.deployctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.cli.hook.Hooks;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.host.Inventory;
import io.github.deployctl.cli.verify.Verification;
import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.JavaRequirement;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.AppName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DeployFileReaderTest {
    private static final String SMALLEST = "app: shop\nartifact: target/shop.jar\nlisteners: {http: 8080}\n";
    private static final Path FILE = Path.of("/project/deployctl.yml");

    private static DeployFile read(String text) throws FailureException {
        return DeployFileReader.check(text, FILE, "deployctl.yml");
    }

    private static String refusal(String text) {
        FailureException refused = catchThrowableOfType(FailureException.class, () -> read(text));
        assertThat(refused.failure().code()).isEqualTo(FailureCode.CONFIG_INVALID);
        return refused.failure().message().replace("configuration not read: ", "");
    }

    @Test
    void theSmallestFileMeansTheDefaults() throws Exception {
        DeployFile file = read(SMALLEST);

        assertThat(file)
                .isEqualTo(new DeployFile(
                        Declaration.of(new AppName("shop"), Map.of("http", ListenAddress.parse("8080"))),
                        Path.of("/project/target/shop.jar"),
                        Inventory.NONE,
                        "/run/deployctl/shop/agent.sock"));
    }

    @Test
    void everyKeyArrivesWhereItBelongs() throws Exception {
        DeployFile file = read("""
                app: shop
                artifact: /abs/shop.jar
                hosts: {web: [web1.example.com, "deploy@web2:2222"], db: ["[::1]:22"]}
                listeners: {http: 8080, admin: "127.0.0.1:9090", six: "[::1]:9091"}
                java:
                  home: /opt/java
                  options: [-Xmx512m]
                  args: [--name=a b, "", 8080]
                  version: ">=17"
                  archive: off
                start-priority: normal
                cwd: work/here
                env: {TZ: UTC, EMPTY: "", NUMBER: 1.10, YES: yes}
                ready: {http: {path: "/health?x=1", host: shop.example, status: 200-204, listener: admin}, timeout: 30s, warmup: {requests: 50, paths: [/a, /b]}}
                drain: {timeout: 5s}
                stop: {timeout: 500ms}
                standby: off
                probation: off
                confirm: 30s
                releases: {keep: 3, max-size: 2GB}
                socket: /tmp/shop.sock
                """);

        assertThat(file.hosts().groups())
                .isEqualTo(Map.of(
                        "web", List.of(HostAddress.parse("web1.example.com"), HostAddress.parse("deploy@web2:2222")),
                        "db", List.of(HostAddress.parse("[::1]:22"))));
        assertThat(file.artifact()).isEqualTo(Path.of("/abs/shop.jar"));
        assertThat(file.socket()).isEqualTo("/tmp/shop.sock");
        Declaration declaration = file.declaration();
        assertThat(declaration.listeners())
                .containsExactly(
                        Map.entry("http", ListenAddress.parse("8080")),
                        Map.entry("admin", ListenAddress.parse("127.0.0.1:9090")),
                        Map.entry("six", ListenAddress.parse("[::1]:9091")));
        assertThat(declaration.launch())
                .isEqualTo(new Launch(
                        "/opt/java",
                        new JavaRequirement(17, true),
                        List.of("-Xmx512m"),
                        List.of("--name=a b", "", "8080"),
                        "work/here",
                        Map.of("TZ", "UTC", "EMPTY", "", "NUMBER", "1.10", "YES", "yes")));
        assertThat(declaration.ready())
                .isEqualTo(new ReadyCheck(
                        new ReadyCheck.HttpProbe("/health?x=1", "shop.example", new StatusRange(200, 204), "admin"),
                        Duration.ofSeconds(30)));
        assertThat(declaration.deadlines())
                .isEqualTo(new Deadlines(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ZERO));
        assertThat(declaration.retention()).isEqualTo(new Retention(3, 2_000_000_000L));
        assertThat(declaration.startUp())
                .isEqualTo(new StartUp(StartUp.Priority.NORMAL, false, new Warmup(50, List.of("/a", "/b"))));
        assertThat(declaration.safetyNet()).isEqualTo(new SafetyNet(Duration.ZERO, Duration.ofSeconds(30), false));
    }

    @Test
    void hooksAreCommandsAsAVerifyIs() throws Exception {
        assertThat(read(SMALLEST).hooks()).isEqualTo(Hooks.NONE);
        assertThat(read(SMALLEST
                                + "hooks: {before-push: ./migrate $DEPLOYCTL_HOSTS, on-failure: {command: [./page, ops], timeout: 5s}}\n")
                        .hooks())
                .isEqualTo(new Hooks(
                        Optional.of(new ClientCommand(
                                "before-push",
                                List.of("/bin/sh", "-c", "./migrate $DEPLOYCTL_HOSTS"),
                                Duration.ofMinutes(10))),
                        Optional.empty(),
                        Optional.of(new ClientCommand("on-failure", List.of("./page", "ops"), Duration.ofSeconds(5)))));
        assertThat(refusal(SMALLEST + "hooks: {pre-push: x}\n")).contains("unknown key \"pre-push\" in hooks");
        assertThat(refusal(SMALLEST + "hooks: {after-push: {command: x, timeout: 0s}}\n"))
                .contains("after-push.timeout must be longer than 0s");
    }

    @Test
    void hookForTheHostTravelsWithTheRelease() throws Exception {
        assertThat(read(SMALLEST + "hooks: {before-start: {command: [./migrate, \"{artifact}\"], timeout: 3m}}\n")
                        .declaration()
                        .startUp()
                        .beforeStart())
                .isEqualTo(new BeforeStart(List.of("./migrate", "{artifact}"), Duration.ofMinutes(3)));
        assertThat(read(SMALLEST + "hooks: {before-start: ./migrate now}\n")
                        .declaration()
                        .startUp())
                .isEqualTo(StartUp.DEFAULT.with(
                        new BeforeStart(List.of("/bin/sh", "-c", "./migrate now"), Duration.ofMinutes(10))));
        assertThat(refusal(SMALLEST + "hooks: {before-start: {command: x, timeout: 0s}}\n"))
                .contains("before-start.timeout must be longer than 0s");
    }

    @Test
    void aVerifyIsALineForTheShellOrTheWordsOfACommand() throws Exception {
        assertThat(read(SMALLEST).verify()).isEmpty();
        assertThat(read(SMALLEST + "verify: curl -f $DEPLOYCTL_HOST\n").verify())
                .contains(
                        new Verification(List.of("/bin/sh", "-c", "curl -f $DEPLOYCTL_HOST"), Duration.ofSeconds(60)));
        assertThat(read(SMALLEST + "verify: [./check, a b]\n").verify())
                .contains(new Verification(List.of("./check", "a b"), Duration.ofSeconds(60)));
        assertThat(read(SMALLEST + "verify: {command: [./check], timeout: 5s}\n")
                        .verify())
                .contains(new Verification(List.of("./check"), Duration.ofSeconds(5)));
        assertThat(refusal(SMALLEST + "verify: []\n")).contains("verify names no command");
        assertThat(refusal(SMALLEST + "verify: {timeout: 5s}\n")).contains("\"command\" is missing in verify");
        assertThat(refusal(SMALLEST + "verify: {command: x, timeout: 0s}\n"))
                .contains("verify.timeout must be longer than 0s");
    }

    @Test
    void theShortFormsOfReadiness() throws Exception {
        assertThat(read(SMALLEST + "ready: {http: /up}\n").declaration().ready())
                .isEqualTo(new ReadyCheck(
                        new ReadyCheck.HttpProbe("/up", null, StatusRange.SUCCESS, null), Duration.ofSeconds(60)));
        assertThat(read(SMALLEST + "ready: {bound: true, timeout: 2m}\n")
                        .declaration()
                        .ready())
                .isEqualTo(new ReadyCheck(null, Duration.ofMinutes(2)));
        assertThat(read(SMALLEST + "ready: {notify: true}\n").declaration().ready())
                .isEqualTo(new ReadyCheck(null, Duration.ofSeconds(60), true));
        assertThat(read(SMALLEST + "ready: {timeout: 2m}\n").declaration().ready())
                .isEqualTo(new ReadyCheck(ReadyCheck.DEFAULT.http(), Duration.ofMinutes(2)));
        assertThat(read(SMALLEST + "ready: {warmup: 100}\n")
                        .declaration()
                        .startUp()
                        .warmup())
                .isEqualTo(new Warmup(100, List.of()));
        assertThat(read(SMALLEST + "ready: {warmup: {paths: recorded}}\n")
                        .declaration()
                        .startUp()
                        .warmup())
                .isEqualTo(new Warmup(Warmup.USUAL_REQUESTS, List.of(), true));
        assertThat(read(SMALLEST + "hosts: [web1]\n").hosts().groups())
                .isEqualTo(Map.of("all", List.of(HostAddress.parse("web1"))));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10m, false",
        "'standby: 5m', 5m, false",
        "'standby: frozen', 10m, true",
        "'standby: {frozen: true, time: 1h}', 1h, true",
        "'standby: {time: 1h}', 1h, false",
        "'confirm: off', 10m, false"
    })
    void theFormsOfStandby(String line, String time, boolean frozen) throws Exception {
        Declaration declaration = read(SMALLEST + line + "\n").declaration();

        assertThat(declaration.deadlines().standby()).isEqualTo(Durations.parse(time));
        assertThat(declaration.safetyNet()).isEqualTo(new SafetyNet(Duration.ofMinutes(1), null, frozen));
    }

    @Test
    void anotherWayToLaunchAndToTakeOver() throws Exception {
        Declaration declaration = read(SMALLEST + """
                handover: inherit
                command: [sh, -c, 'exec java -jar {artifact} "$@"', sh, ""]
                java: {home: /opt/java}
                ready: {http: {path: /up, address: "127.0.0.1:0"}}
                standby: off
                """).declaration();

        assertThat(declaration.handOver()).isEqualTo(HandOver.INHERIT);
        assertThat(declaration.launch().command())
                .containsExactly("sh", "-c", "exec java -jar {artifact} \"$@\"", "sh", "");
        assertThat(declaration.launch().javaHome()).isEqualTo("/opt/java");
        assertThat(declaration.ready().http())
                .isEqualTo(new ReadyCheck.HttpProbe(
                        "/up", null, StatusRange.SUCCESS, null, new ProbeAddress("127.0.0.1", 0)));
        assertThat(read(SMALLEST + "handover: restart\n").declaration().handOver())
                .isEqualTo(HandOver.RESTART);
        assertThat(read(SMALLEST).declaration().handOver()).isEqualTo(HandOver.ADOPT);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                // what the file is
                Arguments.of("", "deployctl.yml: the file is empty; it needs app, artifact and listeners"),
                Arguments.of("# nothing\n", "deployctl.yml: the file is empty; it needs app, artifact and listeners"),
                Arguments.of("- a\n", "deployctl.yml:1:1: the file must be a map of keys and values, not a list"),
                Arguments.of(
                        "app: shop\n\tx: 1\n", "deployctl.yml:2:1: not valid YAML: a tab cannot indent; use spaces"),
                Arguments.of(
                        "app: [shop\n", "deployctl.yml:2:1: not valid YAML: expected ',' or ']', but got <stream end>"),
                // its keys
                Arguments.of("app: shop\n", "deployctl.yml:1:1: required key \"artifact\" is missing in the file"),
                Arguments.of(
                        SMALLEST + "listner: 1\n",
                        "deployctl.yml:4:1: unknown key \"listner\" in the file; did you mean listeners?"),
                Arguments.of(
                        SMALLEST + "drain: {time: 1s}\n",
                        "deployctl.yml:4:9: unknown key \"time\" in drain; known here: timeout"),
                Arguments.of(
                        SMALLEST + "replicas: 3\n",
                        "deployctl.yml:4:1: unknown key \"replicas\" in the file; known here: app, artifact, command, confirm, cwd, drain, env, handover, hooks, hosts, java, listeners, probation, ready, releases, socket, standby, start-priority, stop, verify"),
                Arguments.of(SMALLEST + "app: blog\n", "deployctl.yml:4:1: key \"app\" stands twice (first in line 1)"),
                Arguments.of(
                        SMALLEST + "env: {A: 1, A: 2}\n",
                        "deployctl.yml:4:13: key \"A\" stands twice (first in line 4)"),
                // its types
                Arguments.of(
                        SMALLEST + "drain: 30s\n",
                        "deployctl.yml:4:8: drain must be a map of keys and values, not a single value"),
                Arguments.of(SMALLEST + "cwd: [a]\n", "deployctl.yml:4:6: cwd must be a single value, not a list"),
                Arguments.of(SMALLEST + "cwd:\n", "deployctl.yml:4:5: cwd has no value"),
                Arguments.of(
                        SMALLEST + "java: {options: -Xmx1g}\n",
                        "deployctl.yml:4:17: java.options must be a list, such as [a, b], not a single value"),
                Arguments.of(
                        SMALLEST + "java: {args: [{a: 1}]}\n",
                        "deployctl.yml:4:15: an entry of java.args must be a single value, not a map"),
                Arguments.of(
                        SMALLEST + "releases: {keep: few}\n",
                        "deployctl.yml:4:18: releases.keep must be a whole number, not \"few\""),
                Arguments.of(
                        SMALLEST + "hosts: web1\n",
                        "deployctl.yml:4:8: hosts must be a list, such as [a, b], not a single value"),
                Arguments.of(SMALLEST + "hosts: {web: []}\n", "deployctl.yml:4:14: hosts.web lists no host"),
                // how it takes the place of another
                Arguments.of(
                        SMALLEST + "handover: inherits\n",
                        "deployctl.yml:4:11: handover \"inherits\" is none of adopt, inherit, restart; did you mean inherit?"),
                Arguments.of(
                        SMALLEST + "handover: proxy\n",
                        "deployctl.yml:4:11: handover \"proxy\" is none of adopt, inherit, restart"),
                Arguments.of(
                        SMALLEST + "handover: [adopt]\n",
                        "deployctl.yml:4:11: handover must be a single value, not a list"),
                Arguments.of(
                        SMALLEST + "handover: inherit\nready: {http: /health}\n",
                        "deployctl.yml:4:11: handover: inherit has no private listener to probe; write ready: {notify: true}, or ready: {http: {path: /health, address: \"127.0.0.1:0\"}} for a port that the app takes from DEPLOYCTL_READY_PORT"),
                Arguments.of(
                        SMALLEST + "ready: {notify: true}\nhandover: inherit\nstandby: 10m\n",
                        "deployctl.yml:6:10: handover: inherit keeps no standby; leave standby out, or write off"),
                Arguments.of(
                        SMALLEST + "ready: {http: {listener: http, address: 9001}}\n",
                        "deployctl.yml:4:15: ready.http listener and address exclude each other"),
                Arguments.of(
                        SMALLEST + "ready: {http: {address: localhost:9001}}\n",
                        "deployctl.yml:4:25: address \"localhost:9001\" is not a port, an IPv4 address:port or an [IPv6 address]:port"),
                // its command
                Arguments.of(
                        SMALLEST + "command: run.sh\n",
                        "deployctl.yml:4:10: command must be a list, such as [a, b], not a single value"),
                Arguments.of(SMALLEST + "command: []\n", "deployctl.yml:4:10: command names no program"),
                Arguments.of(SMALLEST + "command: [\"\"]\n", "deployctl.yml:4:10: command names no program"),
                Arguments.of(
                        SMALLEST + "command: [sh]\njava: {options: [-Xmx1g]}\n",
                        "deployctl.yml:4:10: command and java.options exclude each other; write them as words of the command"),
                Arguments.of(
                        SMALLEST + "java: {args: [a]}\ncommand: [sh]\n",
                        "deployctl.yml:5:10: command and java.args exclude each other; write them as words of the command"),
                // its values
                Arguments.of(
                        SMALLEST + "drain: {timeout: 30}\n",
                        "deployctl.yml:4:18: duration \"30\" is not a whole number with a unit (500ms, 30s, 10m, 2h)"),
                Arguments.of(
                        SMALLEST + "ready: {timeout: 0s}\n",
                        "deployctl.yml:4:18: ready.timeout must be longer than 0s"),
                Arguments.of(
                        SMALLEST + "ready: {http: health}\n",
                        "deployctl.yml:4:15: ready.http path \"health\" must start with / and hold no space"),
                Arguments.of(
                        SMALLEST + "ready: {http: {status: 99}}\n",
                        "deployctl.yml:4:24: status \"99\" is not a code or a range such as 200-399"),
                Arguments.of(
                        SMALLEST + "ready: {http: {listener: admin}}\n",
                        "deployctl.yml:4:8: ready.http names listener \"admin\", which is not declared"),
                Arguments.of(
                        SMALLEST + "ready: {bound: false}\n",
                        "deployctl.yml:4:16: ready.bound can only be true; leave it out for an HTTP check"),
                Arguments.of(
                        SMALLEST + "ready: {bound: true, http: /x}\n",
                        "deployctl.yml:4:16: ready.bound and ready.http exclude each other"),
                Arguments.of(
                        SMALLEST + "ready: {notify: true, http: /up}\n",
                        "deployctl.yml:4:17: ready.notify and ready.http exclude each other"),
                Arguments.of(
                        SMALLEST + "ready: {bound: true, notify: true}\n",
                        "deployctl.yml:4:16: ready.bound and ready.notify exclude each other"),
                Arguments.of(
                        SMALLEST + "standby: soon\n",
                        "deployctl.yml:4:10: duration \"soon\" is not a whole number with a unit (500ms, 30s, 10m, 2h)"),
                Arguments.of(
                        SMALLEST + "standby: {frozen: yes}\n",
                        "deployctl.yml:4:19: standby.frozen must be true or false, not \"yes\""),
                Arguments.of(
                        SMALLEST + "ready: {notify: true}\nhandover: inherit\nconfirm: 30s\n",
                        "deployctl.yml:6:10: handover: inherit keeps no standby to go back to; leave confirm out, or write off"),
                Arguments.of(
                        SMALLEST + "probation: long\n",
                        "deployctl.yml:4:12: duration \"long\" is not a whole number with a unit (500ms, 30s, 10m, 2h)"),
                Arguments.of(
                        SMALLEST + "start-priority: lowest\n",
                        "deployctl.yml:4:17: start-priority must be low or normal, not \"lowest\""),
                Arguments.of(
                        SMALLEST + "java: {archive: true}\n",
                        "deployctl.yml:4:17: java.archive must be on or off, not \"true\""),
                Arguments.of(
                        SMALLEST + "ready: {warmup: 0}\n",
                        "deployctl.yml:4:17: ready.warmup must be between 1 and 100000 requests"),
                Arguments.of(
                        SMALLEST + "ready: {warmup: {paths: recordd}}\n",
                        "deployctl.yml:4:25: ready.warmup.paths must be a list of paths, or recorded"),
                Arguments.of(
                        SMALLEST + "ready: {warmup: {requests: 5, paths: [a]}}\n",
                        "deployctl.yml:4:38: ready.warmup path \"a\" must start with / and hold no space"),
                Arguments.of(
                        SMALLEST + "releases: {max-size: 2}\n",
                        "deployctl.yml:4:22: size \"2\" is not a whole number with a unit (500MB, 2GB)"),
                Arguments.of(
                        SMALLEST + "releases: {keep: 0}\n",
                        "deployctl.yml:4:18: releases.keep must be between 1 and 1000"),
                Arguments.of(
                        SMALLEST + "hosts: [\"web1:x\"]\n",
                        "deployctl.yml:4:9: host \"web1:x\" is not [user@]host[:port]; an IPv6 address stands in brackets, such as [::1]:22"),
                Arguments.of(
                        SMALLEST + "cwd: ../etc\n", "deployctl.yml:4:6: cwd \"../etc\" is not a plain relative path"),
                Arguments.of(
                        SMALLEST + "env: {\"A B\": 1}\n",
                        "deployctl.yml:4:7: environment variable \"A B\" is not a valid name"),
                Arguments.of(
                        SMALLEST + "java: {home: jdk}\n",
                        "deployctl.yml:4:14: java.home must be an absolute path on the host"),
                Arguments.of(
                        SMALLEST + "java: {version: new}\n",
                        "deployctl.yml:4:17: Java version \"new\" is not a number such as 21 or >=17"),
                Arguments.of(
                        SMALLEST + "socket: agent.sock\n",
                        "deployctl.yml:4:9: socket must be an absolute path of at most 107 printable ASCII characters"),
                Arguments.of(
                        SMALLEST.replace("shop\n", "Shop\n"),
                        "deployctl.yml:1:6: app name \"Shop\" must start with a lower-case letter and hold at most 31 lower-case letters, digits or hyphens"),
                Arguments.of(
                        SMALLEST.replace("8080", "80800"), "deployctl.yml:3:19: port 80800 is not between 1 and 65535"),
                Arguments.of(
                        SMALLEST.replace("{http: 8080}", "{http: 80, other: 80}"),
                        "deployctl.yml:3:23: listeners http and other share port 80"),
                Arguments.of(
                        SMALLEST.replace("{http: 8080}", "{HTTP: 80}"),
                        "deployctl.yml:3:13: listener name \"HTTP\" is not lower-case letters, digits and hyphens"),
                Arguments.of(
                        SMALLEST.replace("{http: 8080}", "{}"),
                        "deployctl.yml:3:12: listeners must name between 1 and 32 addresses"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldWithItsPlace(String text, String message) {
        assertThat(refusal(text)).isEqualTo(message);
    }

    @TempDir
    Path folder;

    private String refusalOf(Path file) {
        return catchThrowableOfType(FailureException.class, () -> DeployFileReader.read(file, "x.yml"))
                .failure()
                .message();
    }

    @Test
    void aFileThatIsNotThereOrNotTextIsSaidToBeSo() throws Exception {
        assertThat(refusalOf(folder.resolve("none.yml"))).isEqualTo("configuration not read: x.yml does not exist");

        Files.write(folder.resolve("binary.yml"), new byte[] {'a', ':', ' ', (byte) 0xff});
        assertThat(refusalOf(folder.resolve("binary.yml")))
                .isEqualTo("configuration not read: x.yml: is not UTF-8 text");
    }

    @Test
    void aNewFileReadsBackAsWhatWasAskedFor() throws Exception {
        NewDeployFile written =
                new NewDeployFile("shop", "target/it's #1.jar", "[::1]:8080", List.of("deploy@web1:22", "[::1]:2222"));

        DeployFile file = read(written.text());

        assertThat(file.artifact()).isEqualTo(Path.of("/project/target/it's #1.jar"));
        assertThat(file.declaration().listeners())
                .containsExactly(Map.entry("http", ListenAddress.parse("[::1]:8080")));
        assertThat(file.hosts().all())
                .containsExactly(HostAddress.parse("deploy@web1:22"), HostAddress.parse("[::1]:2222"));
    }

    @Test
    void aFolderSuggestsAName() {
        assertThat(NewDeployFile.nameAfter(Path.of("/src/My Shop 2!"))).isEqualTo("my-shop-2");
        assertThat(NewDeployFile.nameAfter(Path.of("/src/2024"))).isEqualTo("app");
        assertThat(NewDeployFile.nameAfter(Path.of("/"))).isEqualTo("app");
        assertThat(NewDeployFile.nameAfter(Path.of("/" + "a".repeat(50)))).hasSize(31);
    }
}
