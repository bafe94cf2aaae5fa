package io.github.deployctl.e2e.matrix.load;

import java.io.Closeable;
import java.io.IOException;

/** One client's way to the app. Owned by one thread. */
public interface Asker extends Closeable {
    /** What {@link Ask#ECHO} sends. */
    String ECHO = "0123456789abcdef".repeat(64);

    /**
     * Sends a request and returns the body of its whole answer, which had the status of success.
     *
     * @param deadlineNanos in terms of {@link System#nanoTime()}
     * @throws io.github.deployctl.cli.demo.load.LossException when the request was lost
     * @throws IOException when this machine could not send it
     */
    String ask(Ask ask, long deadlineNanos) throws IOException;
}
