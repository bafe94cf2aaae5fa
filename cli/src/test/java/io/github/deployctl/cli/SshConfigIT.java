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
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.release.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that only ssh_config(5) knows how to reach, behind the sshd that hosts run; once with OpenSSH to ask, once without. */
final class SshConfigIT {
    private static final String USER = System.getProperty("user.name");
    private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

    @TempDir
    static Path folder;

    private static OpenSshd outer;
    private static OpenSshd inner;
    private static OpenSshd web;

    @BeforeAll
    static void start() throws Exception {
        if (!Files.isExecutable(OpenSshd.PROGRAM)) {
            System.err.println("SKIPPED: there is no " + OpenSshd.PROGRAM + "; install openssh-server");
        }
        assumeTrue(Files.isExecutable(OpenSshd.PROGRAM), "openssh-server is not installed");
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", 200_000);
        outer = sshd("outer");
        inner = sshd("inner");
        web = sshd("web");
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            Processes.run(folder, "ssh-keygen", "-q", "-t", type, "-N", "", "-C", type, "-f", "key_" + type);
        }
        Files.writeString(folder.resolve("deployctl.yml"), """
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                hosts: [web1]
                socket: %s
                """.formatted(folder.resolve("agent.sock")));
        Hello.AgentHello hello = new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop"));
        STARTED.push(FakeAgent.start(folder.resolve("agent.sock"), hello, Scripts.deploying()));
    }

    private static OpenSshd sshd(String name) throws Exception {
        OpenSshd sshd = OpenSshd.start(Files.createDirectory(folder.resolve(name)), List.of("ed25519"));
        STARTED.push(sshd);
        return sshd;
    }

    @AfterAll
    static void end() throws Exception {
        while (!STARTED.isEmpty()) {
            STARTED.pop().close();
        }
    }

    @BeforeEach
    void letEverybodyIn() throws IOException {
        for (String name : List.of("outer", "inner", "web")) {
            letIn(name, "ed25519", "rsa", "ecdsa");
        }
        Files.writeString(
                folder.resolve("known_hosts"),
                known("outer", outer, "127.0.0.1")
                        + known("inner", inner, "127.0.0.1")
                        + known("web", web, "127.0.0.1"));
    }

    private static String known(String name, OpenSshd sshd, String as) throws IOException {
        return sshd.knownHostsLine(folder.resolve(name), "ed25519").replace("127.0.0.1", as);
    }

    private static void letIn(String name, String... types) throws IOException {
        StringBuilder keys = new StringBuilder();
        for (String type : types) {
            keys.append(Files.readString(folder.resolve("key_" + type + ".pub")));
        }
        Files.writeString(folder.resolve(name).resolve("authorized_keys"), keys);
    }

    /** Writes the configuration; CONF is its folder. */
    private static void configure(String text) throws IOException {
        String all = text.replace("CONF", folder.toString())
                .replace("OUTER", Integer.toString(outer.port()))
                .replace("INNER", Integer.toString(inner.port()))
                .replace("WEB", Integer.toString(web.port()))
                .replace("ME", USER);
        Files.writeString(folder.resolve("config"), all);
    }

    private static Run push(boolean openSsh, String... more) {
        Session session = new Session(folder);
        if (openSsh) {
            session.with("PATH", "/usr/bin:/bin");
        }
        return push(session, more);
    }

    private static Run push(Session session, String... more) {
        List<String> arguments = new ArrayList<>(List.of("push", "-q", "--ssh-config", "config"));
        arguments.addAll(List.of(more));
        return session.run(arguments.toArray(String[]::new));
    }

    private static final String TWO_JUMPS = """
            Host web1
              HostName 127.0.0.1
              Port WEB
              ProxyJump inner
              IdentityFile CONF/key_%n_none
              IdentityFile "CONF/key_rsa"
            Host inner
              HostName 127.0.0.1
              Port INNER
              ProxyJump outer
              IdentityFile CONF/key_ecdsa
            Host outer
              HostName 127.0.0.1
              Port OUTER
              IdentityFile CONF/key_ed25519
            Host *
              User ME
              UserKnownHostsFile CONF/known_hosts
              GlobalKnownHostsFile none
            """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHostBehindTwoJumpHostsIsReachedWithAKeyForEach(boolean openSsh) throws Exception {
        configure(TWO_JUMPS);
        letIn("outer", "ed25519");
        letIn("inner", "ecdsa");
        letIn("web", "rsa");

        Run run = push(openSsh);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("web1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void includedFilesAndTokensNameTheHost(boolean openSsh) throws Exception {
        Files.createDirectories(folder.resolve("conf.d"));
        Files.writeString(folder.resolve("conf.d/web"), "Host web?\n HostName 127.0.0.1\n");
        configure("""
                Include CONF/conf.d/*
                Host other
                  Port 1
                Host *
                  Port WEB
                  User ME
                  HostKeyAlias shop
                  IdentityFile CONF/key_ed25519
                  UserKnownHostsFile CONF/known_%h
                """);
        for (String file : List.of("conf.d/web", "config")) {
            folder.resolve(file).toFile().setWritable(false, false);
            folder.resolve(file).toFile().setWritable(true, true);
        }
        Files.writeString(
                folder.resolve("known_127.0.0.1"), known("web", web, "x").replaceFirst("^\\S+", "shop"));

        Run run = push(openSsh);

        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void jumpsOfTheCommandLineGoBeforeThoseOfTheFile() throws Exception {
        configure(TWO_JUMPS.replace("ProxyJump inner", "ProxyJump nowhere"));

        Run run = push(
                true,
                "-v",
                "-J",
                USER + "@127.0.0.1:" + outer.port() + "," + USER + "@127.0.0.1:" + inner.port(),
                "-i",
                "key_ed25519");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("through 127.0.0.1:" + outer.port() + ", 127.0.0.1:" + inner.port());
    }

    @Test
    void thePortOfTheCommandLineGoesBeforeTheFile() throws Exception {
        configure(TWO_JUMPS.replace("Port WEB", "Port 1"));

        assertThat(push(true).err()).contains("port 1");
        Run run = push(true, "--port", Integer.toString(web.port()));
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void aJumpHostThatRefusesEveryKeyIsNamed() throws Exception {
        configure(TWO_JUMPS);
        letIn("inner", "rsa");

        Run run = push(true);

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err())
                .contains("web1 not reached: jump host 2 of 2: not logged in: inner refused every key for user " + USER)
                .contains("key_ecdsa")
                .contains("nothing was changed on web1");
    }

    @Test
    void anUnknownHostKeyOfAJumpHostIsRefused() throws Exception {
        configure(TWO_JUMPS);
        Files.writeString(
                folder.resolve("known_hosts"), known("inner", inner, "127.0.0.1") + known("web", web, "127.0.0.1"));

        Run run = push(true);

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err()).contains("web1 not reached: jump host 1 of 2: host key refused");
    }

    @Test
    void aHostThatTheJumpHostDoesNotReachIsNamed() throws Exception {
        configure(TWO_JUMPS.replace("Port WEB", "Port 1"));

        Run run = push(true);

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err())
                .contains("web1 not reached through outer, inner")
                .contains("the jump host before it does not reach 127.0.0.1 port 1");
    }

    @Test
    void aProxyCommandIsTheConnection() throws Exception {
        configure("""
                Host *
                  HostName 127.0.0.1
                  Port WEB
                  User ME
                  IdentityFile CONF/key_ed25519
                  UserKnownHostsFile CONF/known_hosts
                  ProxyCommand ssh -F none -i CONF/key_rsa -o UserKnownHostsFile=CONF/known_hosts -p OUTER -W %h:%p ME@127.0.0.1
                """);

        Run run = push(true);

        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void aProxyCommandThatFailsIsNamed() throws Exception {
        configure("Host *\n User ME\n IdentityFile CONF/key_rsa\n ProxyCommand false\n");

        Run run = push(true);

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("web1 not reached: lost it during the connection, through its ProxyCommand");
    }

    @Test
    void aWayThatStandsStillEndsAtItsDeadline() throws Exception {
        configure("Host *\n User ME\n IdentityFile CONF/key_rsa\n ConnectTimeout 1\n ProxyCommand sleep 30\n");

        Run run = push(true);

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("the connection was not there within 1s (deadline connect.timeout)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void theSshAgentOfTheFileHoldsTheKey(String type) throws Exception {
        Path socket = folder.resolve("agent_" + type);
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ssh-agent.log").toFile())
                .start();
        try {
            Processes.awaitSocket(socket);
            Processes.run(folder, "env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", "key_" + type);
            configure("""
                    Host *
                      HostName 127.0.0.1
                      Port WEB
                      User ME
                      IdentityFile none
                      IdentityAgent CONF/agent_TYPE
                      UserKnownHostsFile CONF/known_hosts
                    """.replace("TYPE", type));
            letIn("web", type);

            Run run = push(true);

            assertThat(run.status()).as(run.err()).isZero();
        } finally {
            Processes.end(agent);
        }
    }

    @Test
    void theConnectionComesFromWhereTheFileSays() throws Exception {
        String here = """
                Host *
                  HostName 127.0.0.1
                  Port WEB
                  User ME
                  IdentityFile CONF/key_rsa
                  UserKnownHostsFile CONF/known_hosts
                """;
        configure(here + " BindAddress 127.0.0.9\n AddressFamily inet\n");
        letInFrom("127.0.0.9");
        Run run = push(true);
        assertThat(run.status()).as(run.err()).isZero();

        letInFrom("127.0.0.8");
        assertThat(push(true).status()).isEqualTo(7);

        configure(here + " AddressFamily inet6\n");
        assertThat(push(true).err()).contains("127.0.0.1 has no address of the family INET6 (AddressFamily)");
    }

    private static void letInFrom(String address) throws IOException {
        Files.writeString(
                folder.resolve("web/authorized_keys"),
                "from=\"" + address + "\" " + Files.readString(folder.resolve("key_rsa.pub")));
    }

    @Test
    void aProgramThatIsNotOpenSshIsNotAsked() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path dropbear = Files.writeString(programs.resolve("dropbearmulti"), "#!/bin/sh\nexit 1\n");
        dropbear.toFile().setExecutable(true);
        Files.createSymbolicLink(programs.resolve("ssh"), dropbear);
        configure("Match host x\n");

        Run run = push(new Session(folder).with("PATH", programs.toString()));

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("match \"host x\" can only be answered by OpenSSH");
    }

    @Test
    void whatCannotBeDoneIsRefusedByName() throws Exception {
        configure("RevokedHostKeys /etc/hostname\n");

        Run run = push(true);

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("ssh_config not usable for web1: revokedhostkeys is only done by OpenSSH");
    }

    @Test
    void algorithmsThatTheFileForbidsAreNotOffered() throws Exception {
        configure(TWO_JUMPS + "  Ciphers chacha20-poly1305@openssh.com\n");

        Run run = push(true);

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("Ciphers allows nothing that is done here");
    }

    @Test
    void anErrorInTheFileIsToldAsOpenSshTellsIt() throws Exception {
        configure("Host *\n Prot 22\n");

        Run run = push(true);

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("config: line 2: Bad configuration option: prot");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void jumpHostsInACircleAreRefused(boolean openSsh) throws Exception {
        configure("Host web1\n ProxyJump outer\nHost outer\n ProxyJump inner\nHost inner\n ProxyJump outer\n");

        Run run = push(openSsh);

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("a circle: web1 through outer through inner through outer");
    }
}
