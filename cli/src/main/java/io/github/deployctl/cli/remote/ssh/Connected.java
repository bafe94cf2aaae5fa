package io.github.deployctl.cli.remote.ssh;

import net.schmizz.sshj.SSHClient;

/** A connection that is logged in, with everything under it, which any thread may close. */
record Connected(Line line, SSHClient client) implements AutoCloseable {
    @Override
    public void close() {
        line.close();
    }
}
