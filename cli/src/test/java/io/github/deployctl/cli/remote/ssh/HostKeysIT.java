package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.fixture.HostKeyLab;
import io.github.deployctl.cli.fixture.OpenSshd;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.TypingPerson;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentPlace;
import io.github.deployctl.cli.remote.Approach;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.ssh.HostKeyRules.Strictness;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.AppName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host with three keys, and what becomes of those that are unknown, changed, revoked or named. */
final class HostKeysIT {
    @TempDir
    static Path folder;

    private static HostKeyLab lab;

    @TempDir
    Path home;

    private Path file = Path.of("");

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(OpenSshd.PROGRAM), "openssh-server is not installed");
        lab = new HostKeyLab(folder)
                .key("ed", "-t", "ed25519")
                .key("ecdsa", "-t", "ecdsa")
                .key("rsa", "-t", "rsa", "-b", "2048")
                .key("other", "-t", "ed25519")
                .key("mine", "-t", "ed25519");
        Files.copy(folder.resolve("mine.pub"), folder.resolve("authorized_keys"));
        lab.server("web", List.of("ed", "ecdsa", "rsa"), List.of()).awaitServers();
    }

    @AfterAll
    static void end() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void chooseFile() {
        file = home.resolve(".ssh/known_hosts");
    }

    private HostKeyRules rules(Strictness strictness, String... pinned) {
        return new HostKeyRules(List.of(file), List.of(), null, strictness, false, List.of(pinned));
    }

    private static String name() {
        return "[127.0.0.1]:" + lab.port("web");
    }

    private static SshConnector connector(HostKeyRules rules, Person person) {
        Timing timing = new Timing(new Deadline("connect.timeout", Duration.ofSeconds(20)), 5, 3);
        KeyRules keys = new KeyRules(List.of(folder.resolve("mine")), List.of(), false, List.of(), null);
        Destinations to = host -> new Destination(
                host,
                new Endpoint(host.host(), host.port(), System.getProperty("user.name")),
                rules,
                keys,
                Allowed.ALL,
                timing,
                Route.DIRECT);
        return new SshConnector(to, new Operator(person, Map.of(), Clock.systemUTC()), line -> {});
    }

    private static void enter(SshConnector connector) throws FailureException {
        enter(connector, lab.port("web"));
    }

    private static void enter(SshConnector connector, int port) throws FailureException {
        connector.logIn(new HostAddress(null, "127.0.0.1", port)).close();
    }

    private static void enter(HostKeyRules rules, Person person) throws FailureException {
        enter(connector(rules, person));
    }

    private static Failure refused(HostKeyRules rules, Person person) {
        return catchThrowableOfType(FailureException.class, () -> enter(rules, person))
                .failure();
    }

    private static String fingerprint(String key) throws Exception {
        return Processes.run(folder, "ssh-keygen", "-l", "-f", key + ".pub").split(" ", 3)[1];
    }

    private void known(String lines) throws Exception {
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(file, lines);
    }

    @Test
    void aPersonIsShownTheFingerprintAndAskedOnce() throws Exception {
        TypingPerson person = new TypingPerson("what?", "YES");
        SshConnector connector = connector(rules(Strictness.ASK), person);

        enter(connector);
        enter(connector);
        enter(rules(Strictness.YES), Person.NOBODY);

        assertThat(person.asked()).hasSize(2);
        assertThat(person.asked().get(0))
                .contains("127.0.0.1:" + lab.port("web"))
                .contains("ssh-ed25519")
                .contains(fingerprint("ed"));
        assertThat(person.asked().get(1)).contains("yes, no or the fingerprint");
        assertThat(person.told()).singleElement().asString().contains("added to " + file);
        assertThat(Files.readString(file)).isEqualTo(name() + " " + lab.line("ed") + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(".ssh"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theFingerprintItselfIsAYesAndAnotherIsNone() throws Exception {
        enter(rules(Strictness.ASK), new TypingPerson(fingerprint("ed")));
        assertThat(file).exists();
        Files.delete(file);

        refused(rules(Strictness.ASK), new TypingPerson(fingerprint("other"), "no"));
        refused(rules(Strictness.ASK), new TypingPerson());
        assertThat(file).doesNotExist();
    }

    @Test
    void whereNobodyCanBeAskedTheMessageSaysAllAndWhatToDo() throws Exception {
        Failure failure = refused(rules(Strictness.ASK), Person.NOBODY);

        assertThat(failure.message())
                .contains("the ssh-ed25519 key of " + name().replace("[127.0.0.1]", "127.0.0.1") + " is not known")
                .contains("shown " + fingerprint("ed"))
                .contains("looked for in " + file + " (not there)");
        assertThat(failure.hint())
                .contains("ssh -o UserKnownHostsFile=" + file + " -p " + lab.port("web") + " 127.0.0.1")
                .contains("--host-key-fingerprint " + fingerprint("ed"));
        assertThat(file).doesNotExist();
    }

    @Test
    void anAddedLineBeginsOnItsOwnAndMayBeHashed() throws Exception {
        known("db " + lab.line("other"));
        enter(new HostKeyRules(List.of(file), List.of(), null, Strictness.ACCEPT_NEW, true, List.of()), Person.NOBODY);

        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().startsWith("|1|");
        assertThat(Processes.run(folder, "ssh-keygen", "-F", name(), "-f", file.toString()))
                .contains(lab.line("ed"));
        enter(rules(Strictness.YES), Person.NOBODY);
    }

    @Test
    void manyHostsAtOnceAddWholeLines() throws Exception {
        List<Thread> threads = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        enter(
                                new HostKeyRules(
                                        List.of(file), List.of(), "host" + i, Strictness.ACCEPT_NEW, false, List.of()),
                                Person.NOBODY);
                    } catch (FailureException e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(Files.readAllLines(file))
                .hasSize(8)
                .allMatch(line -> line.matches("host[0-7] ssh-ed25519 [A-Za-z0-9+/=]{60,}"));
    }

    @Test
    void aChangedKeyIsNeverTakenWhateverIsSaid() throws Exception {
        known(name() + " " + lab.line("other") + "\n");

        for (Strictness strictness : Strictness.values()) {
            TypingPerson person = new TypingPerson("yes");
            Failure failure = refused(rules(strictness), person);
            assertThat(failure.message())
                    .contains("127.0.0.1:" + lab.port("web") + " shows another ssh-ed25519 key")
                    .contains("shown " + fingerprint("ed"))
                    .contains("known " + fingerprint("other") + " (" + file + ":1)");
            assertThat(failure.hint()).contains("ssh-keygen -R '" + name() + "' -f " + file);
            assertThat(person.asked()).isEmpty();
        }
    }

    @Test
    void aRevokedKeyIsNeverTakenNotEvenWhenItIsNamed() throws Exception {
        known(name() + " " + lab.line("ed") + "\n@revoked * " + lab.line("ed") + "\n");

        for (HostKeyRules rules : List.of(rules(Strictness.NO), rules(Strictness.YES, fingerprint("ed")))) {
            assertThat(refused(rules, new TypingPerson("yes")).message())
                    .contains("the ssh-ed25519 key " + fingerprint("ed") + ", which is revoked (" + file + ":2)");
        }
    }

    @Test
    void aNamedFingerprintIsFoundAmongAllKeysOfTheHost() throws Exception {
        enter(rules(Strictness.YES, fingerprint("rsa")), Person.NOBODY);
        enter(rules(Strictness.YES, fingerprint("other"), fingerprint("ecdsa")), Person.NOBODY);

        assertThat(file).doesNotExist();
    }

    @Test
    void aNamedFingerprintThatNoKeyHasIsToldWithAllThatWereShown() throws Exception {
        known(name() + " " + lab.line("ed") + "\n");

        Failure failure = refused(rules(Strictness.NO, fingerprint("other")), new TypingPerson("yes"));

        assertThat(failure.message())
                .contains("has no key with the fingerprint " + fingerprint("other"))
                .contains("ssh-ed25519 " + fingerprint("ed"))
                .contains("ecdsa-sha2-nistp256 " + fingerprint("ecdsa"))
                .contains("ssh-rsa " + fingerprint("rsa"));
    }

    @Test
    void aNamedFingerprintThatNoKeyHasIsRefusedEachTime() throws Exception {
        SshConnector connector = connector(rules(Strictness.NO, fingerprint("other")), Person.NOBODY);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> enter(connector))
                    .hasMessageContaining("has no key with the fingerprint " + fingerprint("other"))
                    .hasMessageContaining("ssh-rsa " + fingerprint("rsa"));
        }
    }

    @Test
    void aHostThatIsGoneIsNotRefusedForAnOlderKey() throws Exception {
        Files.copy(folder.resolve("mine.pub"), home.resolve("authorized_keys"));
        try (OpenSshd host = OpenSshd.start(home, List.of("ed25519", "rsa"))) {
            String rsa = Processes.run(home, "ssh-keygen", "-l", "-f", "host_rsa.pub")
                    .split(" ", 3)[1];
            SshConnector connector = connector(rules(Strictness.YES, rsa), Person.NOBODY);
            enter(connector, host.port());
            enter(connector, host.port());
            host.stop();

            Failure failure = catchThrowableOfType(FailureException.class, () -> enter(connector, host.port()))
                    .failure();
            Approach approach = connector.approach(
                    new HostAddress(null, "127.0.0.1", host.port()),
                    new AgentPlace(new AppName("shop"), "/run/agent.sock"));

            assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
            assertThat(failure.message()).contains("nothing listens on port " + host.port());
            assertThat(approach.stage()).isEqualTo(Approach.Stage.CONNECTION);
        }
    }

    @Test
    void aFileThatCannotBeWrittenDoesNotStandInTheWay() throws Exception {
        Files.writeString(home.resolve(".ssh"), "a file where a folder should be");
        TypingPerson person = new TypingPerson("yes");
        SshConnector connector = connector(rules(Strictness.ASK), person);

        enter(connector);
        enter(connector);

        assertThat(person.asked()).hasSize(1);
        assertThat(person.told()).singleElement().asString().contains("could not be added to " + file);
    }
}
