package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.MuteLine;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that falls silent without a word at any point of a push: each wait of the client ends, and says at which deadline. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SilentHostIT {
    private static final int JAR = 30_000_000;
    private static final int UPLOAD = 0;
    private static final int DEPLOY = 1;
    private static final int QUESTION = 2;
    private static final String KEEP_ALIVE =
            "no keep-alive was answered within 2s (deadline ServerAliveInterval 1 x ServerAliveCountMax 2)";
    /** So that it is not this deadline that ends what has got further. */
    private static final String LONG = "--connect-timeout=1m";

    @TempDir
    Path folder;

    private Host host;
    private FakeAgent agent;
    private final ExecutorService many = Executors.newCachedThreadPool();
    private final List<MuteLine> lines = new ArrayList<>();

    @BeforeEach
    void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", JAR);
        Hello.AgentHello hello = new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop"));
        agent = FakeAgent.start(folder.resolve("agent.sock"), hello, this::answer);
    }

    @AfterEach
    void stopThem() throws Exception {
        many.shutdownNow();
        for (MuteLine line : lines) {
            line.close();
        }
        agent.close();
        host.close();
    }

    private void answer(Request request, FakeAgent.Conversation with) throws IOException {
        if (request instanceof Request.Stage) {
            with.receive();
        } else if (request instanceof Request.Restart) {
            lines.get(DEPLOY).fallSilent();
        } else if (request instanceof Request.History) {
            lines.get(QUESTION).fallSilent();
        }
    }

    private void line(long bytes) throws Exception {
        MuteLine line = MuteLine.to(host.port(), bytes);
        lines.add(line);
        Files.writeString(
                folder.resolve("known_hosts"),
                host.knownHostsLine().replace(":" + host.port() + " ", ":" + line.port() + " "),
                StandardOpenOption.APPEND);
    }

    private Run run(int line, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(
                verb,
                "127.0.0.1:" + lines.get(line).port(),
                "-q",
                "--ssh-config",
                "config",
                "-i",
                "key",
                "--known-hosts",
                "known_hosts"));
        words.addAll(List.of(more));
        return new Session(folder).run(words.toArray(String[]::new));
    }

    private void declare() throws Exception {
        Files.writeString(folder.resolve("config"), "Host *\n  ServerAliveInterval 1\n  ServerAliveCountMax 2\n");
        List<String> hosts =
                lines.stream().map(line -> "127.0.0.1:" + line.port()).toList();
        Files.writeString(
                folder.resolve("deployctl.yml"),
                "app: shop\nartifact: shop.jar\nlisteners: {http: 8080}\nsocket: " + folder.resolve("agent.sock")
                        + "\nhosts: "
                        + hosts.stream().map(each -> '"' + each + '"').toList() + "\n");
    }

    @Test
    void whereverItFallsSilentTheWaitEndsAtItsDeadline() throws Exception {
        for (int late = 0; late < 3; late++) {
            line(Long.MAX_VALUE);
        }
        // In the greeting, the exchange of keys, the login, the way to the socket, the agent's hello.
        for (long bytes : new long[] {0, 10, 40, 700, 1500, 1800, 2100, 2400, 3000}) {
            line(bytes);
        }
        lines.get(UPLOAD).fallSilentAfterUpload(JAR / 10);
        declare();

        Future<Run> upload = many.submit(() -> run(UPLOAD, "push", LONG));
        Future<Run> deploy = many.submit(() -> run(DEPLOY, "restart", LONG));
        Future<Run> question = many.submit(() -> run(QUESTION, "history", LONG));
        List<Future<Run>> early = new ArrayList<>();
        for (int i = 3; i < lines.size(); i++) {
            int line = i;
            early.add(many.submit(() -> run(line, "plan", "--connect-timeout", "3s")));
        }

        for (Future<Run> each : early.subList(0, 6)) {
            assertSays(each.get(), "within 3s (deadline connect.timeout)", "nothing was changed on ");
        }
        // How long the login is depends on the keys; past it the connection itself is asked whether it lives.
        for (Future<Run> each : early) {
            assertSays(each.get(), "127.0.0.1:");
        }
        assertSays(upload.get(), "the upload's receipt", "nothing was changed on ", "the same push again");
        // A keep-alive waits behind an upload that the sockets' buffers have no room for.
        assertThat(upload.get().err()).containsAnyOf(KEEP_ALIVE, "within 30s (deadline upload.stall)");
        assertSays(deploy.get(), "waiting for an answer: " + KEEP_ALIVE, "is not known", "deployctl status ");
        assertSays(question.get(), "waiting for an answer: " + KEEP_ALIVE, "deployctl doctor ");
    }

    private static void assertSays(Run run, String... words) {
        assertThat(run.status()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains(words).contains("Try: ");
    }
}
