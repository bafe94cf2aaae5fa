package io.github.deployctl.cli.demo.load;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One TCP connection to the server. Owned by one worker. */
public final class Connection implements Closeable {
    private final SocketChannel channel;
    private final TimedInput timed;
    private final BufferedInputStream in;
    private boolean closeMayEnd;

    private Connection(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.timed = new TimedInput(channel.socket());
        this.in = new BufferedInputStream(timed);
    }

    /**
     * Connects.
     *
     * @throws LossException when the server does not let us
     * @throws IOException when this machine does not, say for want of a port or a file descriptor: nothing that a server can be blamed for
     */
    public static Connection open(InetSocketAddress target, Duration timeout) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().setTcpNoDelay(true);
            channel.socket().connect(target, (int) timeout.toMillis());
            return new Connection(channel);
        } catch (SocketTimeoutException e) {
            channel.close();
            throw new LossException(Loss.TIMED_OUT, "not connected in time");
        } catch (SocketException e) {
            channel.close();
            String why = String.valueOf(e.getMessage());
            // A reset that comes right behind the handshake is seen by connect itself, and not as a ConnectException.
            if (why.contains("reset")) {
                throw new LossException(Loss.RESET, why);
            }
            if (e instanceof ConnectException) {
                throw new LossException(Loss.REFUSED, why);
            }
            throw e;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Takes the connection's end for the end of an answer that announces no other, for a caller that knows every body and sees by itself when one is cut. */
    public Connection closeMayEnd() {
        closeMayEnd = true;
        return this;
    }

    /**
     * Sends a request and reads its answer.
     *
     * @param request as it goes over the wire; small enough for a loopback socket's send buffer, since nothing bounds the time that sending it takes
     * @param deadlineNanos in terms of {@link System#nanoTime()}
     */
    public Response exchange(byte[] request, long deadlineNanos) throws IOException {
        timed.deadline(deadlineNanos);
        try {
            channel.socket().getOutputStream().write(request);
            return new ResponseReader(in, closeMayEnd).read();
        } catch (SocketTimeoutException e) {
            throw new LossException(Loss.TIMED_OUT, "no whole answer in time");
        } catch (LossException e) {
            throw e;
        } catch (IOException e) {
            // Reading says SocketException ("Connection reset"), writing plain IOException ("Broken pipe").
            throw new LossException(Loss.RESET, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Whether the server has ended this connection while nothing was under way on it, which it may do at any time (RFC 9112, 9.5).
     *
     * @throws LossException when it has sent bytes instead that no request asked for
     */
    public boolean isClosedByServer() throws IOException {
        if (in.available() > 0) {
            throw new LossException(Loss.WRONG_BODY, "bytes after the end of an answer");
        }
        channel.configureBlocking(false);
        try {
            int n = channel.read(ByteBuffer.allocate(1));
            if (n > 0) {
                throw new LossException(Loss.WRONG_BODY, "bytes after the end of an answer");
            }
            return n < 0;
        } catch (LossException e) {
            throw e;
        } catch (IOException e) {
            return true;
        } finally {
            channel.configureBlocking(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
