package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.RealSshd;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people get wrong: one message with what did not happen and why, the exit code for it, and nothing changed. */
class BadInputE2eIT extends E2eHost {
    @Test
    void theArtifact() throws Exception {
        serve();
        Path text = Files.writeString(site.folder().resolve("notes.jar"), "this is no jar");
        Path empty = Files.createFile(site.folder().resolve("empty.jar"));
        refused(8, "does not exist", site.deployctl("push", "--artifact", "missing.jar"));
        refused(8, "missing.jar", site.quickly("push", "--artifact", "missing.jar"));
        refused(8, "notes.jar", site.quickly("push", "--artifact", text.toString()));
        refused(8, "empty.jar", site.quickly("push", "--artifact", empty.toString()));
        refused(8, "folder", site.quickly("push", "--artifact", site.folder().toString()));
    }

    @Test
    void theConfiguration() throws Exception {
        serve();
        Path jar = jars.good("2.0.0");
        site.declare("lisseners: {http: 8080}");
        refused(6, "lisseners", site.push(jar));
        refused(6, "did you mean listeners", site.pushQuickly(jar));
        site.declare("drain: {timeout: 10}");
        refused(6, "deployctl.yml:", site.pushQuickly(jar));
        site.declare("app: [unclosed");
        refused(6, "deployctl.yml:", site.pushQuickly(jar));
        site.declare("app: ../../etc");
        refused(6, "app", site.pushQuickly(jar));
        Files.delete(site.config());
        refused(6, "deployctl.yml", site.pushQuickly(jar));
    }

    @Test
    void theHost() throws Exception {
        serve();
        Path jar = jars.good("2.0.0");
        refused(2, "web9", site.quickly("push", "web9", "--artifact", jar.toString()));
        site.declare("hosts: [\"nowhere.invalid\"]");
        refused(4, "nowhere.invalid", site.pushQuickly(jar));
        site.declare("hosts: [\"127.0.0.1:1\"]");
        refused(4, "127.0.0.1:1", site.pushQuickly(jar));
        site.declare("socket: " + site.folder().resolve("no-agent.sock"));
        refused(4, "no-agent.sock", site.pushQuickly(jar));
    }

    @Test
    void theKeys() throws Exception {
        serve();
        Path jar = jars.good("2.0.0");
        RealSshd.newKey(site.folder(), "stranger");
        String config = site.config().toString();
        String known = site.sshd().knownHosts().toString();
        String id = site.sshd().identity().toString();
        Path nobody = Files.createFile(site.folder().resolve("nobody"));
        Path changed = Files.writeString(
                site.folder().resolve("changed"),
                "[127.0.0.1]:" + site.sshd().port() + " "
                        + Files.readString(site.folder().resolve("stranger.pub")));

        Outcome stranger = run(
                "push",
                "--config",
                config,
                "--known-hosts",
                known,
                "-i",
                site.folder().resolve("stranger").toString(),
                "--artifact",
                jar.toString());
        refused(7, "stranger", stranger);
        refused(
                7,
                "SHA256:",
                run(
                        "push",
                        "--config",
                        config,
                        "--known-hosts",
                        nobody.toString(),
                        "-i",
                        id,
                        "--artifact",
                        jar.toString()));
        Outcome other = run(
                "push",
                "--config",
                config,
                "--known-hosts",
                changed.toString(),
                "-i",
                id,
                "--artifact",
                jar.toString());
        refused(7, "SHA256:", other);
        assertThat(other.err()).contains(changed.toString());
    }

    @Test
    void aPortThatSomebodyElseHolds() throws Exception {
        try (ServerSocket taken = new ServerSocket(site.port(), 1, InetAddress.getLoopbackAddress())) {
            Outcome push = site.push(jars.good("1.0.0"));
            assertThat(push.exit()).as(push.all()).isOne();
            assertThat(push.err())
                    .contains(Integer.toString(taken.getLocalPort()), "in use")
                    .doesNotContain("Exception");
        }
        Outcome again = site.pushQuickly(jars.good("1.0.0"));
        assertThat(again.exit()).as(again.all()).isZero();
    }

    private void serve() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
    }

    private Outcome run(String... words) throws Exception {
        return site.bare(words).run();
    }

    private void refused(int exit, String word, Outcome outcome) throws Exception {
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(exit);
        assertThat(outcome.out()).as(outcome.all()).isEmpty();
        assertThat(outcome.err())
                .as(outcome.all())
                .contains("deployctl: ", word)
                .doesNotContain("Exception", "\tat ");
        List<String> messages = outcome.err()
                .lines()
                .filter(line -> line.startsWith("deployctl: "))
                .toList();
        assertThat(messages).as(outcome.all()).hasSize(1);
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(appProcesses("")).containsExactly(site.agent().livePid());
    }
}
