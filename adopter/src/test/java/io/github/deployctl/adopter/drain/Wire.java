package io.github.deployctl.adopter.drain;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;

/** A server writing to one connection through {@link Responses}, on a socket that takes so many bytes at a time. */
final class Wire {
    private final Responses responses;
    private final PrimitiveIterator.OfInt capacities;
    private final FileDescriptor fd = new FileDescriptor();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    Wire(Responses responses, PrimitiveIterator.OfInt capacities) {
        this.responses = responses;
        this.capacities = capacities;
    }

    /** Writes the text whole, in buffers of the given size, as a server does: again and again until all is taken. */
    Wire write(String text, int bufferSize) {
        ByteBuffer[] source = buffers(text, bufferSize);
        while (Edit.remaining(source) > 0) {
            writeOnce(source);
        }
        return this;
    }

    Wire write(String text) {
        return write(text, Math.max(1, text.length()));
    }

    /** The app reads something. */
    Wire read() {
        responses.accept(fd);
        return this;
    }

    /** What the client has got. */
    String sent() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    private void writeOnce(ByteBuffer[] source) {
        ByteBuffer[] planned = responses.apply(fd, source);
        long written = transfer(planned == null ? source : planned);
        if (planned == null) {
            return;
        }
        long taken = responses.applyAsLong(fd, written == 0 ? Edit.UNAVAILABLE : written);
        if (planned != source) {
            for (ByteBuffer buffer : source) {
                int step = (int) Math.max(0, Math.min(taken, buffer.remaining()));
                buffer.position(buffer.position() + step);
                taken -= step;
            }
        }
    }

    private long transfer(ByteBuffer[] buffers) {
        int capacity = capacities.nextInt();
        int left = capacity;
        for (ByteBuffer buffer : buffers) {
            while (left > 0 && buffer.hasRemaining()) {
                sent.write(buffer.get());
                left--;
            }
        }
        return (long) capacity - left;
    }

    private static ByteBuffer[] buffers(String text, int size) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += size) {
            buffers.add(ByteBuffer.wrap(bytes, i, Math.min(size, bytes.length - i)));
        }
        return buffers.toArray(new ByteBuffer[0]);
    }
}
