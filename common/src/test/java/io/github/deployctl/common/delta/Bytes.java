package io.github.deployctl.common.delta;

import java.io.EOFException;

/** A source in memory. */
final class Bytes implements Source {
    private final byte[] all;

    Bytes(byte[] all) {
        this.all = all;
    }

    @Override
    public long size() {
        return all.length;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws EOFException {
        if (position < 0 || position + length > all.length) {
            throw new EOFException();
        }
        System.arraycopy(all, (int) position, into, offset, length);
    }
}
