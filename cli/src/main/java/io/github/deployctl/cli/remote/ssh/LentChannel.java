package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.AgentChannel;
import io.github.deployctl.cli.remote.Alarm;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to an agent in a connection that outlives it. Closed while nobody waits in it, it ends by itself and the connection is free again. Closed in the midst
 * of a read or a write, as a deadline does it, it takes the connection with it: that is the only end which is sure to wake whoever waits.
 */
final class LentChannel implements AgentChannel {
    private static final Deadline END = new Deadline("channel.end", Duration.ofSeconds(2));

    private final AgentChannel channel;
    private final Finishing finishing;
    private final Return back;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final InputStream in;
    private final OutputStream out;

    /** Takes the connection back. */
    @FunctionalInterface
    interface Return {
        /** Takes it back where it is whole; else it is closed already. */
        void accept(boolean isWhole);
    }

    <T extends AgentChannel & Finishing> LentChannel(T channel, Return back) {
        this.channel = channel;
        this.finishing = channel;
        this.back = back;
        this.in = new Counted(channel.input());
        this.out = new CountedOut(channel.output());
    }

    @Override
    public InputStream input() {
        return in;
    }

    @Override
    public OutputStream output() {
        return out;
    }

    @Override
    public Optional<Failure> refusal() {
        return channel.refusal();
    }

    @Override
    public boolean isBridged() {
        return channel.isBridged();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean isWhole = waiting.get() == 0 && isFinished();
        if (!isWhole) {
            channel.close();
        }
        back.accept(isWhole);
    }

    private boolean isFinished() {
        try (Alarm alarm = Alarm.set(END, channel::close)) {
            finishing.finish();
            return !alarm.hasRung();
        } catch (IOException | RuntimeException e) {
            // sshj's buffers may overrun where the connection dies meanwhile.
            return false;
        }
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream from) {
            super(from);
        }

        @Override
        public int read() throws IOException {
            waiting.incrementAndGet();
            try {
                return super.read();
            } finally {
                waiting.decrementAndGet();
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            waiting.incrementAndGet();
            try {
                return super.read(bytes, offset, length);
            } finally {
                waiting.decrementAndGet();
            }
        }
    }

    private final class CountedOut extends FilterOutputStream {
        CountedOut(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            waiting.incrementAndGet();
            try {
                out.write(bytes, offset, length);
            } finally {
                waiting.decrementAndGet();
            }
        }

        @Override
        public void flush() throws IOException {
            waiting.incrementAndGet();
            try {
                out.flush();
            } finally {
                waiting.decrementAndGet();
            }
        }
    }
}
