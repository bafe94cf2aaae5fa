package io.github.deployctl.cli.remote;

import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.io.OutputStream;

/** Frames on their way up. */
@FunctionalInterface
interface Outgoing {
    /** Sends everything and flushes; {@code moved} runs after every piece. */
    void send(OutputStream out, Runnable moved) throws IOException, FailureException;
}
