package io.github.deployctl.agent.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Accepts on a Unix socket and has each connection served on a thread of its own. Who comes when there are as many as may be is closed at once. Where the host has
 * no descriptor or no thread left it says so and goes on after a moment: just then somebody may want to reach the agent.
 */
public final class Acceptor implements AutoCloseable {
    private static final long RESPITE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocketChannel server;
    private final Manner manner;
    private final Service service;
    private final Consumer<String> log;
    private final Threads threads;
    private final Semaphore free;
    private boolean troubled;

    private Acceptor(
            ServerSocketChannel server, Manner manner, Service service, Consumer<String> log, Threads threads) {
        this.server = server;
        this.manner = manner;
        this.service = service;
        this.log = log;
        this.threads = threads;
        this.free = new Semaphore(manner.most());
    }

    /**
     * How connections are taken.
     *
     * @param who comes, {@code client} say
     * @param permissions of the socket, {@code rw-rw----} say
     * @param most at a time
     * @param stackBytes of the thread of each
     */
    public record Manner(String who, String permissions, int most, long stackBytes) {}

    /** Serves one connection to its end, and closes it. */
    public interface Service {
        void serve(SocketChannel connection);
    }

    /** Starts threads that do not keep the agent alive. */
    interface Threads {
        /** Throws an {@link OutOfMemoryError} when the host gives no more (clone(2), EAGAIN). */
        void start(String name, long stackBytes, Runnable task);
    }

    /** Opens {@code socket}, in the place of one that a former agent left, and serves until {@link #close}. {@code log} hears of who could not be taken. */
    public static Acceptor start(Path socket, Manner manner, Service service, Consumer<String> log) throws IOException {
        return start(socket, manner, service, log, Acceptor::startThread);
    }

    static Acceptor start(Path socket, Manner manner, Service service, Consumer<String> log, Threads threads)
            throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(manner.permissions()));
        Acceptor acceptor = new Acceptor(channel, manner, service, log, threads);
        startThread(manner.who() + "s", manner.stackBytes(), acceptor::acceptAll);
        return acceptor;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                take(server.accept());
                troubled = false;
            } catch (IOException | OutOfMemoryError e) {
                if (server.isOpen()) {
                    rest(e);
                }
            }
        }
    }

    private void take(SocketChannel connection) throws IOException {
        if (!free.tryAcquire()) {
            connection.close();
            return;
        }
        boolean started = false;
        try {
            threads.start(manner.who(), manner.stackBytes(), () -> serve(connection));
            started = true;
        } finally {
            if (!started) {
                free.release();
                connection.close();
            }
        }
    }

    private void serve(SocketChannel connection) {
        try {
            service.serve(connection);
        } finally {
            free.release();
        }
    }

    /** What makes one fail mostly makes the next fail too, and there is one at once while they wait to be accepted. */
    private void rest(Throwable trouble) {
        if (!troubled) {
            log.accept("no " + manner.who() + " can be taken for a moment: " + trouble.getMessage());
        }
        troubled = true;
        LockSupport.parkNanos(RESPITE_NANOS);
    }

    private static void startThread(String name, long stackBytes, Runnable task) {
        Thread thread = new Thread(null, task, name, stackBytes);
        thread.setDaemon(true);
        thread.start();
    }
}
