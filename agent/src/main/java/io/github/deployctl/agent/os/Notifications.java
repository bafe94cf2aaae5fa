package io.github.deployctl.agent.os;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where an app says {@code READY=1} by itself: a datagram socket whose path it finds in NOTIFY_SOCKET (sd_notify(3)). */
public interface Notifications {
    /** Opens one at {@code path}, in the place of whatever was there, for this user alone. */
    Socket open(Path path) throws OsException;

    /** For one thread, except {@link #close}. */
    interface Socket extends AutoCloseable {
        /** Returns the next message, lines of {@code NAME=value}, or nothing when none has come within {@code patience}. */
        Optional<String> receive(Duration patience) throws OsException;

        @Override
        void close();
    }
}
