package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.protocol.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A release that does not answer any more in its probation, asked over a real connection; nothing of the one before it is warm. */
@Timeout(60)
class ProbationIT {
    private static final Duration PROBATION = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Deadlines COLD = new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ZERO);

    private @TempDir Path folder;
    private AppFixture app;
    private HttpServer server;

    @BeforeEach
    void secondReleaseServesAndAnswersNoMore() throws IOException {
        app = new AppFixture(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        app.deployed("1", cold(new ReadyCheck(null, Duration.ofMinutes(5))));
        app.deployed("2", cold(asked()));
        server.stop(0);
        awaitLaunched(3);
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void itsTimeIsNotOverWhileTheOneBeforeIsStarted() {
        app.setClock(PROBATION);
        app.pass(PROBATION);

        assertThat(standing().probation())
                .as("it has failed, and has not stood it")
                .isNotNull();
        assertThat(app.log).noneMatch(line -> line.contains("has stood its probation"));

        app.crash(2);
        app.comeUp(3);
        assertThat(app.live()).contains(3L);
    }

    @Test
    void whatCouldNotBeReplacedInTimeServesOnAndIsNotTakenForGood() throws IOException {
        app.setClock(PROBATION);
        app.pass(PROBATION);
        app.crash(3);
        app.pass(REST);

        assertThat(app.live()).contains(2L);
        assertThat(standing().probation()).isNull();
        assertThat(standing().bad()).hasSize(1);
        assertThat(app.log).anyMatch(line -> line.contains("nothing could take its place"));
        assertThat(Files.readString(app.paths.stateFile()).replaceAll("(?s).*\"proven\": \\[(.*?)].*", "$1"))
                .as("the first one alone")
                .doesNotContain(",");
    }

    @Test
    void itIsJudgedAgainWhenTheWayBackHasFailedThoughThatTookLong() {
        app.pass(REST);
        app.crash(3);
        app.pass(REST);
        awaitLaunched(4);

        assertThat(app.live()).contains(2L);
    }

    @Test
    void whatIsBeingTakenBackCannotBeConfirmed() {
        assertThat(app.confirm(2L).failure().message())
                .startsWith("nothing was confirmed: generation 2 has failed, and ")
                .contains("is about to take its place");
    }

    private Standing standing() {
        return Objects.requireNonNull(app.status().standing());
    }

    private void awaitLaunched(int count) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            app.turn();
            return app.processes.launched().size() == count;
        });
    }

    private static Declaration cold(ReadyCheck ready) {
        Declaration base = AppFixture.declaration();
        return new Declaration(base.app(), base.listeners(), base.launch(), ready, COLD);
    }

    private ReadyCheck asked() {
        ProbeAddress address = new ProbeAddress("127.0.0.1", server.getAddress().getPort());
        return new ReadyCheck(
                new ReadyCheck.HttpProbe("/", null, StatusRange.SUCCESS, null, address), Duration.ofMinutes(5));
    }
}
