package io.github.deployctl.adopter;

import io.github.deployctl.adopter.asked.Recorder;
import io.github.deployctl.adopter.drain.Responses;
import io.github.deployctl.adopter.drain.Sockets;
import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What reads and writes of connections are looked at for: while the app drains, to end its connections; while it is live, to record what is asked for, where that is
 * wanted. Where it is not, nothing is looked at off the drain. Called by all threads of the app; never throws.
 */
final class Traffic
        implements BiFunction<FileDescriptor, ByteBuffer[], ByteBuffer[]>,
                ToLongBiFunction<FileDescriptor, Long>,
                BiConsumer<FileDescriptor, ByteBuffer[]> {
    private final Responses.Watch switches;
    private final Responses responses;
    private final @Nullable Recorder recorder;
    private volatile boolean isEnding;
    private volatile boolean isRecording;

    Traffic(Sockets sockets, Responses.Watch switches, boolean records) {
        this.switches = switches;
        this.responses = new Responses(sockets, new Ending());
        this.recorder = records ? new Recorder(sockets::isOfListener, System::nanoTime) : null;
    }

    /** The app serves users. */
    void live() {
        responses.end();
        record(true);
    }

    /** The app is to lose its users. */
    void drain() {
        record(false);
        responses.begin();
    }

    /** What has been recorded. */
    List<String> recorded() {
        return recorder == null ? List.of() : recorder.words();
    }

    @Override
    @SuppressWarnings("NullAway") // BiFunction is not annotated for a null result; the hook expects one.
    public ByteBuffer[] apply(FileDescriptor fd, ByteBuffer[] source) {
        if (isRecording) {
            recordWrite(fd, source);
        }
        return isEnding ? responses.apply(fd, source) : null;
    }

    @Override
    public long applyAsLong(FileDescriptor fd, Long written) {
        return responses.applyAsLong(fd, written);
    }

    @Override
    public void accept(FileDescriptor fd, ByteBuffer[] bytes) {
        if (isRecording) {
            recordRead(fd, bytes);
        }
        if (isEnding) {
            responses.accept(fd, bytes);
        }
    }

    private void recordRead(FileDescriptor fd, ByteBuffer[] bytes) {
        try {
            if (recorder != null) {
                recorder.read(fd, bytes);
            }
        } catch (RuntimeException e) {
            // Buffers that the app has closed: what was asked is not known then.
            record(false);
        }
    }

    private void recordWrite(FileDescriptor fd, ByteBuffer[] bytes) {
        try {
            if (recorder != null) {
                recorder.write(fd, bytes);
            }
        } catch (RuntimeException e) {
            // As above; the write itself will tell the app.
            record(false);
        }
    }

    /** A class, since a method reference would cost each app the start of the JDK's machinery for those before its main. */
    private final class Ending implements Responses.Watch {
        @Override
        public void watch(boolean on) {
            synchronized (Traffic.this) {
                isEnding = on;
                switches.watch(isEnding || isRecording);
            }
        }
    }

    private synchronized void record(boolean on) {
        isRecording = on && recorder != null;
        switches.watch(isEnding || isRecording);
    }
}
