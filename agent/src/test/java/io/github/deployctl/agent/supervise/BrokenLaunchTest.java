package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.common.config.ListenAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches that go wrong around the start of the process: the disk is full from the moment on at which it is there, or it never is. */
class BrokenLaunchTest {
    private @TempDir Path folder;
    private AppFixture app;
    private boolean full;

    @BeforeEach
    void oneServes() {
        app = new AppFixture(folder, step -> {
            if (full && step.equals("spawned")) {
                beFull();
            }
        });
        app.deployed("1");
        full = true;
    }

    private void beFull() {
        try {
            Files.delete(app.paths.stateFile());
            Files.createDirectories(app.paths.stateFile().resolve("in the way"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasStartedIsEndedThoughItIgnoresTheRequest() {
        app.processes.ignoreTerm(new ProcessId(102, 1020));

        AppFixture.Waiter push = app.push("2");
        assertThat(app.processes.running()).as("asked to end").hasSize(2);
        app.pass(AppFixture.DEADLINES.stop().plus(Duration.ofSeconds(1)));

        assertThat(app.processes.running()).hasSize(1);
        assertThat(push.failure().message()).startsWith("candidate 2 ").contains("could not be noted", "state.json");
        assertThat(push.failure().hint()).contains("free space");
        assertThat(push.failure().serving()).contains("generation 1");
        assertThat(app.status().generations()).hasSize(1);
    }

    /** One that cannot be started is tried every 30 s, and the agent has little memory. */
    @Test
    void nothingIsKeptOfWhatWasNeverStarted() {
        full = false;
        app.processes.refuseNext(new OsException("posix_spawn java", "ENOENT", "No such file or directory"));

        AppFixture.Waiter push = app.push("2");

        assertThat(push.failure().message()).contains("nothing was started", "ENOENT");
        assertThat(app.expectsAdopter(2)).isFalse();
        assertThat(app.expectsAdopter(1)).isTrue();
    }

    /** The fake kernel gives its ports in a row, so the second private one is that of the second listener. */
    @Test
    void firstPrivateListenerIsClosedWhenThereIsNoSecond() {
        full = false;

        AppFixture.Waiter push = app.push(
                "2",
                AppFixture.declaration(
                        Map.of("http", ListenAddress.parse("8080"), "admin", ListenAddress.parse("41004"))));

        assertThat(push.failure().message()).contains("nothing was started", "bind 127.0.0.1:41004: EADDRINUSE");
        assertThat(app.listeners.isServed(41003)).isFalse();
        assertThat(app.live()).contains(1L);
    }

    @Test
    void afterwardsTheNextPushWorks() throws IOException {
        app.push("2");
        full = false;
        Files.delete(app.paths.stateFile().resolve("in the way"));
        Files.delete(app.paths.stateFile());

        app.deployed("3");

        assertThat(app.live()).contains(3L);
        List<ProcessId> running = app.processes.running();
        assertThat(running).hasSize(2);
        app.processes.end(running.get(0), new ExitStatus.Exited(0));
    }
}
