package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.RealSshd;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an authorized key can do on a host with OpenSSH's own server and client: reach its app's agent, and nothing else. */
class DeployKeyE2eIT extends BareHost {
    @Test
    void theKeyReachesItsAgentAndNothingElse() throws Exception {
        setUp();
        Outcome blog = asRoot("setup", root(), "--app", "blog");
        assertThat(blog.exit()).as(blog.all()).isZero();
        Outcome own = withKey("status");
        assertThat(own.exit()).as(own.all()).isZero();

        everythingElseIsRefused();
        onlyOneSocketAnswers();
    }

    private void everythingElseIsRefused() throws Exception {
        refused("exec", ssh("--", "id"));
        refused("a shell", ssh("-T"));
        refused("a terminal", ssh("-tt"));
        refused("sftp", ssh("-s", "--", "sftp"));
        refused("TCP from the host", ssh("-W", "127.0.0.1:22"));
        refused("TCP to the host", ssh("-N", "-o", "ExitOnForwardFailure=yes", "-R", "9099:127.0.0.1:22"));
        refused(
                "the port that is named",
                ssh("-N", "-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:1:127.0.0.1:22"));
        refused("a socket on the host", ssh("-N", "-o", "ExitOnForwardFailure=yes", "-R", "/tmp/back:/tmp/nothing"));
        refused("a tunnel", ssh("-o", "ExitOnForwardFailure=yes", "-w", "0:0", "--", "true"));
        refused("agent forwarding", ssh("-A", "--", "ssh-add", "-l"));
        refused("X11", ssh("-X", "--", "sh", "-c", "echo $DISPLAY"));
    }

    private void onlyOneSocketAnswers() throws Exception {
        assertThat(answers("/run/deployctl/shop/agent.sock")).isTrue();
        for (String other : new String[] {
            "/run/deployctl/blog/agent.sock", "/run/deployctl/shop/adopter.sock", "/run/dbus/system_bus_socket"
        }) {
            assertThat(answers(other)).as(other).isFalse();
        }
    }

    /** Whether anything comes back from a socket of the host, forwarded by OpenSSH's client. */
    private boolean answers(String socket) throws Exception {
        Path local = folder().resolve("forwarded");
        Files.deleteIfExists(local);
        Command.Running forwarding =
                sshCommand("-v", "-N", "-L", local + ":" + socket).start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(local));
            // The options that sshd took from the key's line, as it tells the client: no other is there.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> forwarding.errSoFar().contains("key options: "));
            assertThat(forwarding.errSoFar()).doesNotContainPattern("key options: .*(agent|x11|pty|user-rc)");
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(local))) {
                channel.write(ByteBuffer.wrap("\0AUTH\n".getBytes(StandardCharsets.US_ASCII)));
                return channel.read(ByteBuffer.allocate(1)) > 0;
            } catch (IOException e) {
                assertThat(forwarding.errSoFar()).contains("open failed");
                return false;
            }
        } finally {
            forwarding.process().destroy();
            forwarding.await();
        }
    }

    /** 124 would be the time limit: something that is allowed waits. */
    private static void refused(String what, Outcome outcome) {
        assertThat(outcome.exit()).as(what + ": " + outcome.all()).isNotZero().isNotEqualTo(124);
        assertThat(outcome.out()).as(what).doesNotContain("uid=", "SSH-2.0");
    }

    @Test
    void whereSshdForwardsNoSocketsACommandReachesTheAgentAndNothingElse() throws Exception {
        setUp();
        sshd("UsePAM no\nMatch User shop\n    AllowStreamLocalForwarding no\n");
        try {
            Outcome neither = withKey("status");
            assertThat(neither.exit()).as(neither.all()).isEqualTo(4);
            assertThat(neither.err())
                    .contains("no way to the agent's socket", "a command instead of it ended with status 1")
                    .contains("deployctl setup");

            assertThat(setUp().err()).contains("give user shop the shell /bin/sh");
            assertThat(setUp().out()).contains("nothing to do");
            Outcome push = push("1.0.0");
            assertThat(push.exit()).as(push.all()).isZero();
            assertThat(withKey("status").out()).contains("1.0.0");
            for (Outcome outcome : new Outcome[] {ssh("--", "id"), ssh("-T"), ssh("-tt"), ssh("-s", "--", "sftp")}) {
                assertThat(outcome.out()).as(outcome.all()).doesNotContain("uid=");
            }
            refused("TCP", ssh("-W", "127.0.0.1:22"));
            assertThat(answers("/run/deployctl/shop/agent.sock")).isFalse();
        } finally {
            sshd("");
        }
        assertThat(setUp().err()).contains("give user shop the shell /usr/sbin/nologin");
        assertThat(withKey("status").exit()).isZero();
        refused("exec", ssh("--", "id"));
    }

    @Test
    void theAppCannotPutKeysOfItsOwnInPlaceOfTheAuthorizedOnes() throws Exception {
        setUp();
        String pid = host.exec("systemctl", "show", "--value", "-p", "MainPID", "deployctl-agent@shop")
                .strip();
        String[] inUnit = {"nsenter", "-t", pid, "-m", "setpriv", "--reuid=shop", "--regid=shop", "--clear-groups"};
        for (String attempt : new String[] {
            "mv /var/lib/deployctl/shop/.ssh /var/lib/deployctl/shop/old",
            "echo x >>/var/lib/deployctl/shop/.ssh/authorized_keys",
            "echo x >/var/lib/deployctl/shop/.ssh/authorized_keys2"
        }) {
            String[] words = new String[inUnit.length + 3];
            System.arraycopy(inUnit, 0, words, 0, inUnit.length);
            System.arraycopy(new String[] {"sh", "-c", attempt}, 0, words, inUnit.length, 3);
            Outcome outcome = host.attempt(words);
            assertThat(outcome.exit()).as(attempt + ": " + outcome.all()).isNotZero();
        }
    }

    @Test
    void setupFollowsNoLinkOfTheApp() throws Exception {
        setUp();
        String keys = host.exec("cat", "/root/.ssh/authorized_keys");
        String home = "/var/lib/deployctl/shop";
        inShell("mv " + home + "/.ssh " + home + "/kept && ln -s /root/.ssh " + home + "/.ssh");
        try {
            setupRefuses("shop has put a link in the place of " + home + "/.ssh,");
            assertThat(host.exec("stat", "-c", "%a %U:%G", "/root/.ssh")).isEqualTo("700 root:root\n");
            assertThat(host.exec("ls", "/root/.ssh")).isEqualTo("authorized_keys\n");

            inShell("rm " + home + "/.ssh && mkdir " + home + "/.ssh && chown shop:shop " + home + "/.ssh"
                    + " && ln -s /root/.ssh/authorized_keys " + home + "/.ssh/authorized_keys");
            setupRefuses("shop has put a link in the place of " + home + "/.ssh/authorized_keys,");

            inShell("rm " + home + "/.ssh/authorized_keys && mkdir " + home + "/.ssh/authorized_keys");
            setupRefuses("shop has put something else in the place of " + home + "/.ssh/authorized_keys,");

            inShell("rmdir " + home + "/.ssh/authorized_keys && cp " + home + "/kept/authorized_keys " + home
                    + "/.ssh/ && chown shop " + home + "/.ssh/authorized_keys");
            setupRefuses("shop may have written it");
            assertThat(host.exec("cat", "/root/.ssh/authorized_keys")).isEqualTo(keys);
        } finally {
            inShell("rm -rf " + home + "/.ssh && mv " + home + "/kept " + home + "/.ssh");
        }
        assertThat(setUp().out()).contains("nothing to do");
    }

    private void setupRefuses(String why) throws Exception {
        Outcome refused = asRoot("setup", root(), "--authorize", "key.pub");
        assertThat(refused.exit()).as(refused.all()).isOne();
        assertThat(refused.err()).contains(why, "no key of shop was read or written");
    }

    @Test
    void whatWasAddedToAKeysLineStays() throws Exception {
        setUp();
        String file = "/var/lib/deployctl/shop/.ssh/authorized_keys";
        String before = host.exec("cat", file);
        RealSshd.newKey(folder(), "other");
        String other = Files.readString(folder().resolve("other.pub")).strip();
        String foreign = "from=\"192.0.2.0/24\" " + other;
        String narrowed = before.replace("\nrestrict,", "\nexpiry-time=\"20990101\",restrict,") + foreign + "\n";
        host.exec("sh", "-c", "printf %s \"$1\" >$2", "sh", narrowed, file);
        try {
            Outcome again = asRoot("setup", root(), "--authorize", "key.pub", "--authorize", "other.pub");
            assertThat(again.exit()).as(again.all()).isZero();
            assertThat(again.err()).contains("2 of the lines in " + file + " stay as they are");
            assertThat(host.exec("cat", file)).isEqualTo(narrowed);
            assertThat(withKey("status").exit()).isZero();
        } finally {
            host.exec("sh", "-c", "printf %s \"$1\" >$2", "sh", before, file);
        }
        assertThat(setUp().out()).contains("nothing to do");
    }

    private void inShell(String line) throws Exception {
        host.exec("sh", "-c", line);
    }

    private void sshd(String settings) throws Exception {
        host.exec("sh", "-c", "printf '%s' \"$1\" >/etc/ssh/sshd_config.d/00-lab.conf", "sh", settings);
        host.exec("systemctl", "restart", "ssh");
    }
}
