package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.OpenSshd;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.fixture.Terminal;
import io.github.deployctl.cli.terminal.Screen;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same against the sshd that hosts run. */
final class OpenSshIT {
    private static final Screen TERMINAL = Terminal.of(80);

    @TempDir
    Path folder;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    @BeforeEach
    void skipLoudlyWithoutSshd() throws Exception {
        if (!Files.isExecutable(OpenSshd.PROGRAM)) {
            System.err.println("SKIPPED: there is no " + OpenSshd.PROGRAM + "; install openssh-server");
        }
        assumeTrue(Files.isExecutable(OpenSshd.PROGRAM), "openssh-server is not installed");
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", 2_000_000);
    }

    @AfterEach
    void endWhatWasStarted() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    private OpenSshd sshd(List<String> hostKeyTypes, String... settings) throws Exception {
        OpenSshd sshd = OpenSshd.start(folder, hostKeyTypes, settings);
        started.push(sshd);
        StringBuilder known = new StringBuilder();
        for (String type : hostKeyTypes) {
            known.append(sshd.knownHostsLine(folder, type));
        }
        Files.writeString(folder.resolve("known_hosts"), known);
        Files.writeString(folder.resolve("deployctl.yml"), """
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                hosts: ["%s@%s"]
                socket: %s
                """.formatted(
                        System.getProperty("user.name"), sshd.address(), folder.resolve("agent.sock")));
        return sshd;
    }

    private FakeAgent agent(FakeAgent.Script script) throws Exception {
        FakeAgent agent = FakeAgent.ofShop(folder, script);
        started.push(agent);
        return agent;
    }

    /** Makes a key and lets it in; {@code options} go before the key in authorized_keys. */
    private void key(String passphrase, String options, String... form) throws Exception {
        String[] command = {"ssh-keygen", "-q", "-N", passphrase, "-C", "ada", "-f", "key"};
        String[] all = new String[command.length + form.length];
        System.arraycopy(command, 0, all, 0, command.length);
        System.arraycopy(form, 0, all, command.length, form.length);
        Processes.run(folder, all);
        Files.writeString(folder.resolve("authorized_keys"), options + Files.readString(folder.resolve("key.pub")));
    }

    private Run push(Session session) {
        return session.run("push", "-q", "--identity", "key", "--known-hosts", "known_hosts");
    }

    private Run push() {
        return push(new Session(folder));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ed25519",
                "-t rsa",
                "-t ecdsa",
                "-t ecdsa -b 384",
                "-t ecdsa -b 521",
                "-t rsa -m PEM",
                "-t rsa -m PKCS8",
                "-t ecdsa -m PEM",
                "-t ecdsa -m PKCS8"
            })
    void everyFormOfKeyThatIsNotEncryptedLogsIn(String form) throws Exception {
        sshd(List.of("ed25519"));
        key("", "", form.split(" ", -1));
        FakeAgent agent = agent(Scripts.deploying());

        Run run = push();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.uploads().get(0)).isEqualTo(Files.readAllBytes(folder.resolve("shop.jar")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void everyTypeOfHostKeyIsChecked(String type) throws Exception {
        sshd(List.of(type));
        key("", "", "-t", "ed25519");
        agent(Scripts.deploying());

        assertThat(push().status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa"})
    void aHostWithManyKeysIsAskedForTheOneThatIsKnown(String known) throws Exception {
        OpenSshd sshd = sshd(List.of("ed25519", "ecdsa", "rsa"));
        Files.writeString(folder.resolve("known_hosts"), sshd.knownHostsLine(folder, known));
        key("", "", "-t", "ed25519");
        agent(Scripts.deploying());

        Run run = push();

        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void hashedHostNamesAreFound() throws Exception {
        sshd(List.of("ed25519"));
        Processes.run(folder, "ssh-keygen", "-q", "-H", "-f", "known_hosts");
        assertThat(Files.readString(folder.resolve("known_hosts"))).startsWith("|1|");
        key("", "", "-t", "ed25519");
        agent(Scripts.deploying());

        assertThat(push().status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t rsa", "-t ecdsa", "-t rsa -m PEM"})
    void anEncryptedKeyIsNamedAndLogsInThroughTheSshAgent(String form) throws Exception {
        sshd(List.of("ed25519"));
        key("secret", "", form.split(" ", -1));
        agent(Scripts.deploying());

        Run refused = push();
        assertThat(refused.status()).isEqualTo(7);
        assertThat(refused.err())
                .contains(folder.resolve("key") + " is encrypted; load it into the ssh-agent with: ssh-add "
                        + folder.resolve("key"));

        Session session = new Session(folder).with("SSH_AUTH_SOCK", sshAgent());
        Run taken = push(session);
        assertThat(taken.status()).as(taken.err()).isZero();
        Run unnamed = session.run("push", "-q", "--known-hosts", "known_hosts");
        assertThat(unnamed.status()).as(unnamed.err()).isZero();
    }

    /** Starts an ssh-agent that holds {@code key}, and returns its socket. */
    private String sshAgent() throws Exception {
        Path socket = folder.resolve("ssh-agent.sock");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ssh-agent.log").toFile())
                .start();
        started.push(() -> Processes.end(agent));
        Processes.awaitSocket(socket);
        Files.writeString(folder.resolve("askpass"), "#!/bin/sh\necho secret\n");
        folder.resolve("askpass").toFile().setExecutable(true);
        Processes.run(
                folder,
                "env",
                "SSH_AUTH_SOCK=" + socket,
                "SSH_ASKPASS=" + folder.resolve("askpass"),
                "SSH_ASKPASS_REQUIRE=force",
                "ssh-add",
                "-q",
                folder.resolve("key").toString());
        return socket.toString();
    }

    @Test
    void aKeyThatIsNotLetInIsExitSeven() throws Exception {
        sshd(List.of("ed25519"));
        key("", "", "-t", "ed25519");
        Files.writeString(folder.resolve("authorized_keys"), "");

        Run run = push();

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err()).contains("refused every key for user " + System.getProperty("user.name"));
    }

    @Test
    void noAgentOnTheHostIsExitFour() throws Exception {
        sshd(List.of("ed25519"));
        key("", "", "-t", "ed25519");

        Run run = push();

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("no way to the agent's socket " + folder.resolve("agent.sock"));
    }

    @Test
    void anSshdThatForbidsForwardingIsExitFour() throws Exception {
        sshd(List.of("ed25519"), "AllowStreamLocalForwarding no");
        key("", "", "-t", "ed25519");
        FakeAgent agent = agent(Scripts.deploying());

        Run run = push();

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("no way to the agent's socket").contains("stream-local forwarding");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void aKeyThatMayOnlyReachTheAgentReachesItAndNoOtherSocket() throws Exception {
        sshd(List.of("ed25519"));
        String only = "restrict,port-forwarding,permitopen=\"[%s]:*\",command=\"/bin/false\" ";
        key("", only.formatted(folder.resolve("agent.sock")), "-t", "ed25519");
        agent(Scripts.deploying());
        assertThat(push().status()).isZero();

        String line = only.formatted(folder.resolve("other.sock"));
        Files.writeString(folder.resolve("authorized_keys"), line + Files.readString(folder.resolve("key.pub")));
        assertThat(push().status()).isEqualTo(4);
    }

    @Test
    void aHostThatVanishesInMidUploadIsExitFour() throws Exception {
        OpenSshd sshd = sshd(List.of("ed25519"));
        key("", "", "-t", "ed25519");
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", 30_000_000);
        FakeAgent agent = agent((request, with) -> {
            if (request instanceof Request.Stage) {
                with.reply(new Reply.ArtifactWanted(0));
                sshd.stop();
            }
        });

        Run run = push();

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("nothing was changed on 127.0.0.1");
        assertThat(agent.requests()).hasSize(1);
    }

    @Test
    void nothingListeningIsExitFour() throws Exception {
        OpenSshd sshd = sshd(List.of("ed25519"));
        key("", "", "-t", "ed25519");
        sshd.stop();

        Run run = push();

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("not reached: nothing listens on port " + sshd.port());
    }

    @Test
    void anUnknownHostIsPutToAPersonAndNeverToACiJob() throws Exception {
        OpenSshd sshd = sshd(List.of("ed25519"));
        key("", "", "-t", "ed25519");
        agent(Scripts.deploying());
        String[] push = {"push", "-q", "--ssh-config", "none", "--identity", "key", "--known-hosts", "new"};

        Run job = new Session(folder).at(TERMINAL, "yes\n").with("CI", "true").run(push);
        assertThat(job.status()).isEqualTo(7);
        assertThat(job.err()).contains("is not known: shown SHA256:");
        assertThat(folder.resolve("new")).doesNotExist();

        Run asked = new Session(folder).at(TERMINAL, "yes\n").run(push);
        assertThat(asked.status()).as(asked.err()).isZero();
        assertThat(asked.err())
                .contains(sshd.address() + " is not known")
                .contains("added to " + folder.resolve("new"));
        assertThat(Files.readString(folder.resolve("new")))
                .isEqualTo(sshd.knownHostsLine(folder, "ed25519").replaceFirst(" [^ ]*\n$", "\n"));
    }

    @Test
    void aFingerprintOnTheCommandLineIsEnough() throws Exception {
        sshd(List.of("ed25519", "ecdsa"));
        key("", "", "-t", "ed25519");
        agent(Scripts.deploying());
        String fingerprint = Processes.run(folder, "ssh-keygen", "-l", "-f", "host_ecdsa.pub")
                .split(" ", 3)[1];

        Run run = new Session(folder)
                .run("push", "-q", "--identity", "key", "--known-hosts", "none", "--host-key-fingerprint", fingerprint);
        Run forgeable = new Session(folder).run("push", "--host-key-fingerprint", "MD5:" + "0a:".repeat(15) + "0a");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(forgeable.status()).isEqualTo(2);
        assertThat(forgeable.err()).contains("an MD5 fingerprint can be forged");
    }
}
