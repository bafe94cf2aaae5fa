package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Notifications} does, an imagined one too. */
public abstract class NotificationsContract {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private @TempDir Path folder;

    protected abstract Notifications notifications();

    /** Sends as an app does; returns whether somebody listened. */
    protected abstract boolean send(Path path, String message) throws Exception;

    @Test
    void messagesArriveWholeAndInOrder() throws Exception {
        Path path = folder.resolve("notify.sock");
        try (Notifications.Socket socket = notifications().open(path)) {
            assertThat(send(path, "STATUS=starting")).isTrue();
            assertThat(send(path, "READY=1\nSTATUS=up")).isTrue();

            assertThat(socket.receive(PATIENCE)).contains("STATUS=starting");
            assertThat(socket.receive(PATIENCE)).contains("READY=1\nSTATUS=up");
        }
    }

    @Test
    void silenceIsNoMessage() throws Exception {
        try (Notifications.Socket socket = notifications().open(folder.resolve("notify.sock"))) {
            assertThat(socket.receive(Duration.ofMillis(1))).isEmpty();
        }
    }

    @Test
    void nobodyListensWhereItWasClosed() throws Exception {
        Path path = folder.resolve("notify.sock");
        notifications().open(path).close();

        assertThat(send(path, "READY=1")).isFalse();
    }

    @Test
    void whatAnEarlierOneLeftIsReplaced() throws Exception {
        Path path = folder.resolve("notify.sock");
        notifications().open(path);
        try (Notifications.Socket second = notifications().open(path)) {
            assertThat(send(path, "READY=1")).isTrue();
            assertThat(second.receive(PATIENCE)).contains("READY=1");
        }
    }
}
