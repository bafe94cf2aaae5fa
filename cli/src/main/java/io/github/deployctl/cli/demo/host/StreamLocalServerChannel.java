package io.github.deployctl.cli.demo.host;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;
import org.jspecify.annotations.Nullable;

/**
 * One forwarded connection. Two threads of its own move the bytes, one each way, so that a socket that is slow keeps nobody but its peer waiting: the
 * window is given back only when the bytes are in the socket.
 */
final class StreamLocalServerChannel extends AbstractServerChannel {
    private static final int PIECE = 1 << 15;

    private final Predicate<Path> sockets;
    private final ExecutorService toSocket = Executors.newSingleThreadExecutor(work -> daemon(work, "streamlocal-in"));
    /** What is written to; null before the connection and once a write has failed. */
    private volatile @Nullable SocketChannel socket;

    private volatile @Nullable SocketChannel connection;

    StreamLocalServerChannel(Predicate<Path> sockets) {
        super("", List.of(), null);
        this.sockets = sockets;
    }

    /** The open request holds the path, and two fields reserved for later use. */
    @Override
    protected OpenFuture doInit(Buffer buffer) {
        OpenFuture opened = new DefaultOpenFuture(this, this);
        String path = buffer.getString();
        try {
            Path file = Path.of(path);
            if (!sockets.test(file)) {
                return refuse(opened, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, "not allowed");
            }
            SocketChannel connected = SocketChannel.open(UnixDomainSocketAddress.of(file));
            connection = connected;
            socket = connected;
            signalChannelOpenSuccess();
            opened.setOpened();
            daemon(() -> fromSocket(connected), "streamlocal-out").start();
            return opened;
        } catch (IOException | InvalidPathException e) {
            return refuse(opened, SshConstants.SSH_OPEN_CONNECT_FAILED, "connect failed");
        }
    }

    private OpenFuture refuse(OpenFuture opened, int reason, String why) {
        SshChannelOpenException refusal = new SshChannelOpenException(getChannelId(), reason, why);
        signalChannelOpenFailure(refusal);
        opened.setException(refusal);
        close(true);
        return opened;
    }

    private void fromSocket(SocketChannel connected) {
        byte[] piece = new byte[PIECE];
        try (ChannelOutputStream out =
                new ChannelOutputStream(this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true)) {
            ByteBuffer buffer = ByteBuffer.wrap(piece);
            for (int n = connected.read(buffer.clear()); n >= 0; n = connected.read(buffer.clear())) {
                out.write(piece, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // One of the two ends is gone; the other learns it by the close.
        }
        close(false);
    }

    /** Runs in the server's I/O thread, so the bytes are only handed on here. */
    @Override
    protected void doWriteData(byte[] data, int off, long len) {
        byte[] copy = new byte[(int) len];
        System.arraycopy(data, off, copy, 0, copy.length);
        handOn(() -> write(copy));
    }

    /** A socket that takes no more may still have something to say, so a failed write ends nothing; its bytes have nowhere to go. */
    private void write(byte[] piece) {
        SocketChannel connected = socket;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(piece);
            while (connected != null && buffer.hasRemaining()) {
                connected.write(buffer);
            }
        } catch (IOException e) {
            socket = null;
        }
        giveBack(piece.length);
    }

    private void giveBack(int length) {
        try {
            getLocalWindow().release(length);
        } catch (IOException e) {
            // The client has gone, and needs no window.
        }
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int off, long len) throws IOException {
        throw new IOException("there is no second stream to a socket");
    }

    /** What the client has sent is written first: the closing takes its turn behind it. */
    @Override
    public void handleEof() throws IOException {
        super.handleEof();
        handOn(() -> {
            SocketChannel connected = socket;
            if (connected != null) {
                try {
                    connected.shutdownOutput();
                } catch (IOException e) {
                    // Gone already.
                }
            }
        });
    }

    private void handOn(Runnable work) {
        try {
            toSocket.execute(work);
        } catch (RejectedExecutionException e) {
            // The channel is being closed.
        }
    }

    @Override
    protected void preClose() {
        SocketChannel connected = connection;
        if (connected != null) {
            try {
                connected.close();
            } catch (IOException e) {
                // Gone already.
            }
        }
        toSocket.shutdown();
        super.preClose();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
