package io.github.deployctl.agent.local;

import io.github.deployctl.common.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Copies standard input to the agent's socket and the socket to standard output, until either side has nothing more to say. Two threads: what comes from the
 * agent is the calling one's.
 */
public final class Bridge {
    private static final int BUFFER = 8192;

    private final Path socket;

    public Bridge(Path socket) {
        this.socket = socket;
    }

    /** Returns the exit status. */
    public int run(InputStream in, OutputStream out, PrintStream err) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            Thread sending = new Thread(() -> send(in, channel), "bridge");
            sending.setDaemon(true);
            sending.start();
            // The JDK's two streams of one channel exclude each other while one blocks, so this direction reads the
            // channel itself.
            byte[] bytes = new byte[BUFFER];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (channel.read(buffer) >= 0) {
                out.write(bytes, 0, buffer.position());
                out.flush();
                buffer.clear();
            }
            return 0;
        } catch (IOException e) {
            err.println("deployctl-agent: no agent answers on " + socket + ": " + e.getMessage());
            return FailureCode.UNREACHABLE.exitStatus();
        }
    }

    private static void send(InputStream in, SocketChannel channel) {
        try {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            // The agent hears that nobody will ask more, and closes; until then its answers are passed on.
            channel.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends with this connection, and says so.
        }
    }
}
