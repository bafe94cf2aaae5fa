package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.AgentChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import net.schmizz.sshj.SSHClient;

/** The streams of a {@link StreamLocalChannel}, with the connection under it. */
final class SshChannel implements AgentChannel {
    private final Socket socket;
    private final SSHClient client;
    private final StreamLocalChannel channel;

    SshChannel(Socket socket, SSHClient client, StreamLocalChannel channel) {
        this.socket = socket;
        this.client = client;
        this.channel = channel;
    }

    @Override
    public InputStream input() {
        return channel.getInputStream();
    }

    @Override
    public OutputStream output() {
        return channel.getOutputStream();
    }

    @Override
    public void close() {
        close(socket, client);
    }

    /**
     * Closes the socket first: sshj's own way waits for the peer's answer, up to half a minute, and for a writer that is stuck. Whatever had to arrive
     * has been answered by then.
     */
    static void close(Socket socket, SSHClient client) {
        try {
            socket.close();
            client.close();
        } catch (IOException e) {
            // The peer is gone, which is what was wanted.
        }
    }
}
