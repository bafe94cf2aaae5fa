package io.github.deployctl.cli.remote.ssh;

import java.io.IOException;
import java.net.Socket;
import net.schmizz.sshj.SSHClient;

/** A connection with the socket under it, which any thread may close. */
record Connected(Socket socket, SSHClient client) implements AutoCloseable {
    /**
     * Closes the socket first: sshj's own way waits for the peer's answer, up to half a minute, and for a writer that is stuck. Whatever had to arrive
     * has been answered by then.
     */
    @Override
    public void close() {
        try {
            socket.close();
            client.close();
        } catch (IOException e) {
            // The peer is gone, which is what was wanted.
        }
    }
}
