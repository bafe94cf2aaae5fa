package io.github.deployctl.cli.remote;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * An open way to an agent's socket. {@link #close} may be called by any thread, ends a read or a write that another one waits in, and gives back
 * everything down to the connection.
 */
public interface AgentChannel extends AutoCloseable {
    InputStream input();

    OutputStream output();

    @Override
    void close();
}
