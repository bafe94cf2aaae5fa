package io.github.deployctl.common.delta;

import java.io.IOException;

/** Bytes that can be read at any place, such as those of a file. Their number must not change. */
public interface Source {
    /** Returns how many bytes there are. */
    long size();

    /**
     * Reads {@code length} bytes at {@code position}.
     *
     * @throws java.io.EOFException when there are not so many
     */
    void read(long position, byte[] into, int offset, int length) throws IOException;
}
