package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.protocol.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fixed port that the app opens beside its declared listeners. */
class UndeclaredPortTest {
    private static final String LINE = "listeners: {http: 8080, port-9090: 9090}";

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    @Test
    void candidateThatFoundAPortTakenByTheLiveOneFailsWithThatAndTheLineToAdd() {
        app.deployed("1");
        app.host.setListening(app.process(1), "[::]:8080", "[::]:9090");
        Failure failure = failureOfACandidateThatWants(9090);

        assertThat(failure.message())
                .startsWith("candidate 2")
                .endsWith(
                        "exited with status 1 before it was ready: it tried to listen on *:9090, which generation 1 holds");
        assertThat(failure.hint()).contains(LINE);
        assertThat(failure.serving()).contains("generation 1");
    }

    @Test
    void candidateThatFoundAPortTakenByAStrangerFailsWithTheStrangersName() {
        app.host.setHolder(9090, "pid 812 (nginx)");
        AppFixture.Waiter push = app.push("1");
        app.announceUndeclared(1, "*", 9090);
        app.processes.end(app.process(1), new ExitStatus.Exited(1));
        app.turn();

        assertThat(push.failure().message()).endsWith("it tried to listen on *:9090, which pid 812 (nginx) holds");
    }

    @Test
    void candidateThatFailsForAnotherReasonIsNotBlamedOnAFreePort() {
        app.deployed("1");
        Failure failure = failureOfACandidateThatWants(9090);

        assertThat(failure.message()).endsWith("before it was ready");
        assertThat(failure.hint()).doesNotContain("listeners:");
    }

    @Test
    void firstDeployWithAnUndeclaredPortIsWarnedOfIt() {
        AppFixture.Waiter push = app.push("1");
        app.announceUndeclared(1, "*", 9090);
        app.comeUp(1);
        app.settled(push);

        assertThat(notes(push)).singleElement().asString().contains("*:9090", "not handed over", LINE);
    }

    @Test
    void portThatTheNewGenerationLacksIsToldBeforeThePushIsDone() {
        app.deployed("1");
        app.host.setListening(app.process(1), "[::]:8080", "[::]:9090", "127.0.0.1:1");
        AppFixture.Waiter push = app.push("2");
        app.host.setListening(app.process(2), "[::]:8080", "127.0.0.1:1");
        app.comeUp(2);
        app.settled(push);

        assertThat(notes(push))
                .singleElement()
                .asString()
                .contains("generation 2 does not listen on *:9090", "generation 1 does", LINE);
    }

    private Failure failureOfACandidateThatWants(int port) {
        AppFixture.Waiter push = app.push("2");
        app.announceUndeclared(2, "*", port);
        app.processes.end(app.process(2), new ExitStatus.Exited(1));
        app.turn();
        return push.failure();
    }

    private static List<String> notes(AppFixture.Waiter push) {
        return push.events().stream()
                .filter(Event.Note.class::isInstance)
                .map(event -> ((Event.Note) event).text())
                .toList();
    }
}
