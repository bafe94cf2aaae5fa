package io.github.deployctl.e2e.bench.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A relay on loopback through which everything takes its time: half of a round trip each way, and no more bits a second than the line has. It counts what goes
 * up, and can stand still or be cut. A connection's threads end with it.
 */
public final class SlowLine implements AutoCloseable {
    private static final int CHUNK = 1 << 14;
    /** As much as is on its way at once: what the line holds in a round trip, and as much again. */
    private static final int MOST_CHUNKS = 128;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Speed speed;
    private final AtomicLong up = new AtomicLong();
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private volatile long cutAt = Long.MAX_VALUE;
    private volatile long stallEvery = Long.MAX_VALUE;
    private volatile long stallNanos;

    private SlowLine(ServerSocket server, InetSocketAddress target, Speed speed) {
        this.server = server;
        this.target = target;
        this.speed = speed;
    }

    /**
     * How slow.
     *
     * @param oneWayNanos from one end to the other
     * @param bytesPerSecond each way
     */
    public record Speed(long oneWayNanos, long bytesPerSecond) {
        /** As if it were not there. */
        static final Speed DIRECT = new Speed(0, Long.MAX_VALUE);
        /** 50 ms there and back, 100 Mbit/s. */
        public static final Speed FAR = new Speed(TimeUnit.MILLISECONDS.toNanos(25), 100_000_000 / 8);

        private long nanosFor(int bytes) {
            return bytesPerSecond == Long.MAX_VALUE ? 0 : bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        }
    }

    /** A line to a port of this machine's. */
    public static SlowLine to(int port, Speed speed) throws IOException {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), speed);
    }

    public static SlowLine to(InetSocketAddress target, Speed speed) throws IOException {
        SlowLine line = new SlowLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, speed);
        daemon(line::accept);
        return line;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Cuts every connection, without a farewell, when so many more bytes have gone up. */
    public void cutAfter(long bytes) {
        cutAt = up.get() + bytes;
    }

    /** From now on nothing moves for so long each time so many bytes have gone one way. */
    public void stall(long everyBytes, Duration pause) {
        stallNanos = pause.toNanos();
        stallEvery = everyBytes;
    }

    /** Returns how many bytes have gone up since this was asked last. */
    public long takeUp() {
        return up.getAndSet(0);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket host = new Socket();
                host.connect(target);
                client.setTcpNoDelay(true);
                host.setTcpNoDelay(true);
                ends.add(client);
                ends.add(host);
                relay(client, host, up);
                relay(host, client, new AtomicLong());
            }
        } catch (IOException e) {
            // Closed: the measurement is over.
        }
    }

    /** Cuts every connection, without a farewell. */
    public void cut() throws IOException {
        for (Socket end : ends) {
            // A reset, as from a line that has gone.
            end.setSoLinger(true, 0);
            end.close();
        }
        ends.clear();
    }

    /** A piece of the stream, empty for its end. */
    private static final class Piece {
        private final byte[] bytes;
        private final long dueNanos;

        Piece(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }

    private void relay(Socket from, Socket to, AtomicLong count) {
        BlockingQueue<Piece> line = new LinkedBlockingQueue<>(MOST_CHUNKS);
        daemon(() -> take(from, line, count));
        daemon(() -> give(line, to));
    }

    private void take(Socket from, BlockingQueue<Piece> line, AtomicLong count) {
        long free = System.nanoTime();
        long untilStall = stallEvery;
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[CHUNK];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (count.addAndGet(length) >= cutAt) {
                    cutAt = Long.MAX_VALUE;
                    cut();
                }
                untilStall = Math.min(untilStall, stallEvery) - length;
                long stalled = untilStall < 0 ? stallNanos : 0;
                untilStall = untilStall < 0 ? stallEvery : untilStall;
                free = Math.max(free, System.nanoTime()) + speed.nanosFor(length) + stalled;
                line.put(new Piece(Arrays.copyOf(buffer, length), free + speed.oneWayNanos));
            }
        } catch (IOException e) {
            // Cut: as good as an end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(line, free + speed.oneWayNanos);
    }

    private static void end(BlockingQueue<Piece> line, long dueNanos) {
        try {
            line.put(new Piece(new byte[0], dueNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void give(BlockingQueue<Piece> line, Socket to) {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Piece piece = line.take(); piece.bytes.length > 0; piece = line.take()) {
                long wait = piece.dueNanos - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                out.write(piece.bytes);
            }
        } catch (IOException e) {
            // Nobody takes it any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "slow-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
