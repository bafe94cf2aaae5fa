package io.github.deployctl.agent.posix;

import com.kenai.jffi.MemoryIO;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Memory outside the heap for one call's arguments and results, all zero at first, freed together by {@link #close}. For one thread. */
final class NativeMemory implements AutoCloseable {
    private static final int POINTER_BYTES = 8;

    private final MemoryIO io = MemoryIO.getInstance();
    private long[] blocks = new long[8];
    private int count;

    long allocate(int bytes) {
        long address = io.allocateMemory(bytes, true);
        if (address == 0) {
            throw new OutOfMemoryError("no native memory for " + bytes + " bytes");
        }
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, count * 2);
        }
        blocks[count++] = address;
        return address;
    }

    /** Copies a string, in UTF-8 and with a NUL at its end. */
    long string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long address = allocate(bytes.length + 1);
        io.putByteArray(address, bytes, 0, bytes.length);
        return address;
    }

    /** Copies strings and returns an array of pointers to them that a null pointer ends, as execve(2) takes it. */
    long strings(List<String> texts) {
        long array = allocate((texts.size() + 1) * POINTER_BYTES);
        long slot = array;
        for (String text : texts) {
            io.putAddress(slot, string(text));
            slot += POINTER_BYTES;
        }
        return array;
    }

    /** Does so with strings that are bytes already. */
    long byteStrings(List<byte[]> texts) {
        long array = allocate((texts.size() + 1) * POINTER_BYTES);
        long slot = array;
        for (byte[] text : texts) {
            io.putAddress(slot, bytes(Arrays.copyOf(text, text.length + 1)));
            slot += POINTER_BYTES;
        }
        return array;
    }

    long bytes(byte[] bytes) {
        long address = allocate(bytes.length);
        io.putByteArray(address, bytes, 0, bytes.length);
        return address;
    }

    /** Allocates an int, as a pointer to pass. */
    long pointerTo(int value) {
        long address = allocate(Integer.BYTES);
        io.putInt(address, value);
        return address;
    }

    int getInt(long address) {
        return io.getInt(address);
    }

    long getLong(long address) {
        return io.getLong(address);
    }

    byte[] get(long address, int length) {
        byte[] bytes = new byte[length];
        io.getByteArray(address, bytes, 0, length);
        return bytes;
    }

    byte[] untilNul(long address) {
        return io.getZeroTerminatedByteArray(address);
    }

    @Override
    public void close() {
        for (int i = 0; i < count; i++) {
            io.freeMemory(blocks[i]);
        }
        count = 0;
    }
}
