package io.github.deployctl.cli.remote;

import io.github.deployctl.common.failure.Failure;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * An open way to an agent's socket. {@link #close} may be called by any thread, ends a read or a write that another one waits in, and gives back
 * everything down to the connection.
 */
public interface AgentChannel extends AutoCloseable {
    InputStream input();

    OutputStream output();

    /** Returns why the way itself led nowhere, to be asked once it has ended; empty when it did lead to something. */
    default Optional<Failure> refusal() {
        return Optional.empty();
    }

    /** Returns whether a command on the host passes on what is sent, since its sshd opens no way to the socket. */
    default boolean isBridged() {
        return false;
    }

    @Override
    void close();
}
