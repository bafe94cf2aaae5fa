package io.github.deployctl.adopter.drain;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;

/** A server at one end of a connection through {@link Responses}, on a socket that takes so many bytes at a time. */
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
        while (remaining(source) > 0) {
            writeOnce(source);
        }
        return this;
    }

    Wire write(String text) {
        return write(text, Math.max(1, text.length()));
    }

    /** The app reads what its client has sent. */
    Wire read(String text) {
        return read(text, Math.max(1, text.length()));
    }

    /** The app reads it in buffers of the given size, in one read. */
    Wire read(String text, int bufferSize) {
        responses.accept(fd, buffers(text, bufferSize));
        return this;
    }

    /** The app reads something that cannot be seen. */
    Wire readUnseen() {
        responses.accept(fd, new ByteBuffer[0]);
        return this;
    }

    /** What the client has got. */
    String sent() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    static long remaining(ByteBuffer[] source) {
        return Edit.remaining(source);
    }

    /** Offers the buffers once, and goes on as the hook class does. */
    void writeOnce(ByteBuffer[] source) {
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

    static ByteBuffer[] buffers(String text, int size) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += size) {
            buffers.add(ByteBuffer.wrap(bytes, i, Math.min(size, bytes.length - i)));
        }
        return buffers.toArray(new ByteBuffer[0]);
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
}
