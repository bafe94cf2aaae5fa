package io.github.deployctl.agent.adoption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection from an adopter. Commands may be sent by any thread; answers are matched by their sequence number. */
final class AdopterLink implements Adopters.Line, AutoCloseable {
    /** The longest line either side sends, in bytes. */
    private static final int LONGEST = 4096;

    private final SocketChannel channel;
    private volatile long pid;
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST).limit(0);
    private final AtomicLong sequence = new AtomicLong();
    private final Map<Long, Answer> pending = new ConcurrentHashMap<>();

    AdopterLink(SocketChannel channel) {
        this.channel = channel;
    }

    /** Notes which JVM speaks here. */
    void speaker(long jvm) {
        pid = jvm;
    }

    @Override
    public long pid() {
        return pid;
    }

    /** Returns the next line, or null at the end of the connection. For the one reading thread. */
    @Nullable
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST) {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                int count = channel.read(buffer);
                buffer.flip();
                if (count < 0) {
                    return null;
                }
            }
            char next = (char) (buffer.get() & 0xff);
            if (next == '\n') {
                return line.toString();
            }
            line.append(next);
        }
        throw new IOException("a line is too long");
    }

    /** Sends {@code command}; {@code answer} hears of an error when the connection ends first. */
    @Override
    public void send(String command, Answer answer) {
        long number = sequence.incrementAndGet();
        pending.put(number, answer);
        try {
            ByteBuffer line = ByteBuffer.wrap((command + " " + number + "\n").getBytes(StandardCharsets.US_ASCII));
            synchronized (this) {
                while (line.hasRemaining()) {
                    channel.write(line);
                }
            }
        } catch (IOException e) {
            answered(number, "the adopter cannot be reached: " + e.getMessage());
        }
    }

    void answered(long number, @Nullable String error) {
        Answer answer = pending.remove(number);
        if (answer != null) {
            answer.answered(error);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is kept in it.
        }
        pending.keySet().forEach(number -> answered(number, "the connection to the adopter ended"));
    }
}
