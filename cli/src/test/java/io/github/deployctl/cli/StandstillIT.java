package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent that hangs on a host that lives: its sshd answers every keep-alive, so that only the client's own deadlines end the wait. They are waited for as they
 * are, all at once.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StandstillIT {
    /** More than all the buffers on the way hold. */
    private static final int JAR = 30_000_000;

    private static final int TAKEN = 3_000_000;
    private static final int SMALL_JAR = 30_000;

    @TempDir
    Path folder;

    private final ExecutorService many = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean hangs = true;
    private Host host;
    private FakeAgent agent;

    @BeforeEach
    void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", JAR);
        Jars.executable(folder.resolve("small.jar"), "1.4.3", SMALL_JAR);
        declare("deployctl.yml", "shop.jar");
        declare("small.yml", "small.jar");
        Hello.AgentHello hello = new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop"));
        agent = FakeAgent.start(folder.resolve("agent.sock"), hello, this::answer);
    }

    @AfterEach
    void stopThem() throws Exception {
        end.countDown();
        many.shutdownNow();
        agent.close();
        host.close();
    }

    private void declare(String file, String artifact) throws IOException {
        Files.writeString(folder.resolve(file), """
                app: shop
                artifact: %s
                listeners: {http: 8080}
                hosts: ["%s"]
                socket: %s
                """.formatted(artifact, host.address(), folder.resolve("agent.sock")));
    }

    private void answer(Request request, FakeAgent.Conversation with) throws IOException {
        if (request instanceof Request.Stage stage && stage.size() > TAKEN) {
            if (hangs) {
                with.receiveAndStandStill(TAKEN, end);
            }
            with.receive(TAKEN);
            with.reply(new Reply.ArtifactPresent());
        } else if (request instanceof Request.Deploy) {
            Scripts.deploying().answer(request, with);
        } else {
            with.standStill(end);
        }
    }

    private Run run(String verb, String... more) {
        String[] words = {verb, "-q", "--ssh-config", "none", "-i", "key", "--known-hosts", "known_hosts"};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return new Session(folder).run(all);
    }

    @Test
    void eachWaitEndsAtItsOwnDeadlineAndTheSameUploadGoesOnAfterwards() throws Exception {
        Future<Run> upload = many.submit(() -> run("push"));
        Future<Run> offer = many.submit(() -> run("push", "--config", "small.yml"));
        Future<Run> question = many.submit(() -> run("status"));

        String nothing = "nothing was changed on " + host.address();
        String doctor = "Try: deployctl doctor " + host.address();
        assertSays(
                upload.get(),
                "did not send the upload's receipt within 30s (deadline upload.stall)",
                nothing,
                "Try: the same push again, which goes on from what has arrived");
        assertSays(offer.get(), "did not send an answer within 30s (deadline answer.timeout)", nothing, doctor);
        assertSays(question.get(), "did not send an answer within 30s (deadline answer.timeout)", doctor);
        assertThat(agent.requests()).noneMatch(Request.Deploy.class::isInstance);

        hangs = false;
        Run again = run("push");

        assertThat(again.status()).as(again.err()).isZero();
        byte[] jar = Files.readAllBytes(folder.resolve("shop.jar"));
        assertThat(agent.uploads()).containsExactly(Arrays.copyOfRange(jar, TAKEN, jar.length));
    }

    private void assertSays(Run run, String... words) {
        assertThat(run.status()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains(host.address() + " ").contains(words);
    }
}
