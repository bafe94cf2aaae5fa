package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.fixture.HostKeyLab;
import io.github.deployctl.cli.fixture.OpenSshd;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.TypingPerson;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of all forms against a real sshd that lets three in, and tries no more. */
final class LoginKeysIT {
    private static final String USER = System.getProperty("user.name");
    private static final String[] ED = {"-t", "ed25519"};

    @TempDir
    static Path folder;

    private static HostKeyLab lab;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(OpenSshd.PROGRAM), "openssh-server is not installed");
        lab = new HostKeyLab(folder)
                .key("host", ED)
                .key("good", ED)
                .key("bad1", ED)
                .key("bad2", ED)
                .key("bad3", ED)
                .key("authority", ED)
                .key("certified", ED)
                .certificate("certified2", "certified", "authority", "-n", USER);
        Files.copy(folder.resolve("certified2-cert.pub"), folder.resolve("certified-cert.pub"));
        Files.copy(folder.resolve("good.pub"), folder.resolve("authorized_keys"));
        lab.set("LogLevel VERBOSE\nMaxAuthTries 3\nTrustedUserCAKeys " + folder.resolve("authority.pub") + "\n")
                .server("one", List.of("host"), List.of())
                .awaitServers();
        Files.writeString(
                folder.resolve("known_hosts"), "[127.0.0.1]:" + lab.port("one") + " " + lab.line("host") + "\n");
    }

    @AfterAll
    static void end() {
        if (lab != null) {
            lab.close();
        }
    }

    private static KeyRules named(String... files) {
        return new KeyRules(Stream.of(files).map(folder::resolve).toList(), List.of(), false, List.of(), null);
    }

    private static KeyRules usual(boolean identitiesOnly, @Nullable Path agent, String... files) {
        return new KeyRules(
                List.of(), Stream.of(files).map(folder::resolve).toList(), identitiesOnly, List.of(), agent);
    }

    private static void logIn(KeyRules keys, Person person, Map<String, String> environment) throws FailureException {
        Timing timing = new Timing(new Deadline("connect.timeout", Duration.ofSeconds(20)), 5, 3);
        HostKeyRules hostKeys = new HostKeyRules(
                List.of(folder.resolve("known_hosts")), List.of(), null, HostKeyRules.Strictness.YES, false, List.of());
        Destinations to = host -> new Destination(
                host, new Endpoint(host.host(), host.port(), USER), hostKeys, keys, Allowed.ALL, timing, Route.DIRECT);
        SshConnector connector = new SshConnector(to, new Operator(person, environment, Clock.systemUTC()), line -> {});
        try (RemoteLogin login = connector.logIn(new HostAddress(null, "127.0.0.1", lab.port("one")))) {
            assertThat(login).isNotNull();
        }
    }

    private static void logIn(KeyRules keys) throws FailureException {
        logIn(keys, Person.NOBODY, Map.of());
    }

    private static Failure refused(KeyRules keys, Person person, Map<String, String> environment) {
        return catchThrowableOfType(FailureException.class, () -> logIn(keys, person, environment))
                .failure();
    }

    private static void authorize(String key) throws Exception {
        Files.writeString(folder.resolve("authorized_keys"), lab.line("good") + "\n" + lab.line(key) + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ed25519",
                "-t ecdsa",
                "-t rsa -b 2048",
                "-t ed25519 -Z aes256-cbc",
                "-t ed25519 -Z aes256-gcm@openssh.com",
                "-t rsa -b 2048 -m PEM",
                "-t ecdsa -m PEM",
                "-t rsa -b 2048 -m PKCS8"
            })
    void anEncryptedKeyIsOpenedByAPersonAndByTheEnvironment(String form) throws Exception {
        String name = "encrypted" + form.replaceAll("\\W", "");
        Processes.run(
                folder,
                Stream.concat(
                                Stream.of("ssh-keygen", "-q", "-N", "open sesame", "-f", name),
                                Stream.of(form.split(" ", -1)))
                        .toArray(String[]::new));
        authorize(name);
        TypingPerson person = new TypingPerson("wrong", "open sesame");

        logIn(named(name), person, Map.of());
        logIn(named(name), Person.NOBODY, Map.of("DEPLOYCTL_SSH_KEY_PASSPHRASE", "open sesame"));

        assertThat(person.asked())
                .hasSize(2)
                .allMatch(question -> question.contains("Passphrase for " + folder.resolve(name)));
        Failure nobody = refused(named(name), Person.NOBODY, Map.of());
        assertThat(nobody.message()).contains(name + " is encrypted; load it into the ssh-agent with: ssh-add");
        assertThat(nobody.message() + nobody.hint()).doesNotContain("sesame");
    }

    @Test
    void aKeyThatIsEncryptedInAWayThatIsNotReadIsNamed() throws Exception {
        lab.key("strange", "-t", "ed25519");
        Processes.run(
                folder,
                "ssh-keygen",
                "-q",
                "-p",
                "-P",
                "",
                "-N",
                "sesame",
                "-Z",
                "chacha20-poly1305@openssh.com",
                "-f",
                "strange");

        assertThat(refused(named("strange"), new TypingPerson("sesame"), Map.of())
                        .message())
                .contains("strange is encrypted with chacha20")
                .contains("ssh-add");
    }

    /** sshd(8) says so of each question whether a key would do. */
    private static long questions() throws Exception {
        return Files.readAllLines(folder.resolve("one.log")).stream()
                .filter(line -> line.contains("Postponed publickey for "))
                .count();
    }

    @Test
    void theOnlyKeyIsUsedWithoutAQuestionWhichWouldCostARoundTrip() throws Exception {
        long before = questions();
        logIn(named("good"));
        assertThat(questions()).isEqualTo(before);

        logIn(usual(false, null, "bad1", "good"));
        assertThat(questions()).as("one of several").isEqualTo(before + 1);
    }

    @Test
    void threeWrongPassphrasesAreEnough() throws Exception {
        lab.key("shut", "-t", "ed25519");
        Processes.run(folder, "ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", "shut");
        authorize("shut");
        TypingPerson person = new TypingPerson("a", "b", "c", "open sesame");

        Failure failure = refused(named("shut"), person, Map.of());

        assertThat(person.asked()).hasSize(3);
        assertThat(failure.message()).contains("shut would do for user " + USER).contains("was not unlocked");
    }

    @Test
    void nobodyIsAskedAboutAKeyThatTheHostDoesNotTake() throws Exception {
        lab.key("unknown", "-t", "ed25519");
        Processes.run(folder, "ssh-keygen", "-q", "-p", "-P", "", "-N", "open sesame", "-f", "unknown");
        TypingPerson person = new TypingPerson("open sesame");

        logIn(usual(false, null, "unknown", "good"), person, Map.of());

        assertThat(person.asked()).isEmpty();
    }

    @Test
    void aKeyInTheEnvironmentIsRepairedAndIsTheOnlyOne() throws Exception {
        String key = Files.readString(folder.resolve("good")).replace("\n", " ");

        logIn(usual(false, null, "bad1", "bad2", "bad3"), Person.NOBODY, Map.of("DEPLOYCTL_SSH_KEY", key));
    }

    @Test
    void whatIsWrongWithAKeyInTheEnvironmentIsToldWithoutIt() throws Exception {
        String key = Files.readString(folder.resolve("good"));
        Failure cut = refused(
                usual(false, null), Person.NOBODY, Map.of("DEPLOYCTL_SSH_KEY", key.substring(0, key.length() - 60)));
        Failure pub = refused(usual(false, null), Person.NOBODY, Map.of("DEPLOYCTL_SSH_KEY", lab.line("good")));

        assertThat(cut.message()).contains("DEPLOYCTL_SSH_KEY is cut off").doesNotContain(key.substring(60, 80));
        assertThat(pub.message()).contains("DEPLOYCTL_SSH_KEY is a public key");
    }

    @Test
    void aKeyThatOthersCanReadIsNotUsed() throws Exception {
        Files.copy(folder.resolve("good"), folder.resolve("open"));
        Files.setPosixFilePermissions(folder.resolve("open"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(refused(named("open"), Person.NOBODY, Map.of()).message())
                .contains("open can be read by others")
                .contains("chmod 600 " + folder.resolve("open"));
    }

    @Test
    void aKeyIsCertifiedByTheFileBesideItOrByOneThatIsNamed() throws Exception {
        logIn(named("certified"));

        Files.copy(folder.resolve("certified"), folder.resolve("apart"));
        KeyRules rules = new KeyRules(
                List.of(folder.resolve("apart")),
                List.of(),
                false,
                List.of(folder.resolve("certified2-cert.pub")),
                null);
        logIn(rules);
        assertThat(refused(named("apart"), Person.NOBODY, Map.of()).message())
                .contains("refused every key for user " + USER);
    }

    @Test
    void tooManyKeysAreToldFromWrongOnes() {
        Failure failure = refused(named("bad1", "bad2", "bad3", "good"), Person.NOBODY, Map.of());

        assertThat(failure.message())
                .contains("too many authentication failures")
                .contains("after 3 of its keys");
        assertThat(failure.hint()).contains("--identity").contains("IdentitiesOnly");
        assertThat(refused(named("bad1"), Person.NOBODY, Map.of()).message())
                .contains("127.0.0.1")
                .contains("refused every key for user " + USER + " (publickey; 1 key was offered: ")
                .contains(folder.resolve("bad1").toString());
    }

    @Test
    void theAgentHoldsCertificatesAndOnlyTheKeysThatAreWanted() throws Exception {
        Path socket = folder.resolve("agent.sock");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        try {
            Processes.awaitSocket(socket);
            for (String key : List.of("bad1", "bad2", "bad3", "certified")) {
                Processes.run(folder, "env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", key);
            }
            Files.move(folder.resolve("certified"), folder.resolve("away"));

            assertThat(refused(usual(false, socket, "certified"), Person.NOBODY, Map.of())
                            .message())
                    .contains("too many authentication failures");
            logIn(usual(true, socket, "certified"));
        } finally {
            Files.move(folder.resolve("away"), folder.resolve("certified"));
            Processes.end(agent);
        }
    }
}
