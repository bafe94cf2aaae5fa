package io.github.deployctl.agent.control;

import io.github.deployctl.common.fetch.Download;
import io.github.deployctl.common.protocol.Event;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.Serial;

/** The bytes of a download, with word to the client of how far it is. Its failures are told from those of the client and of the disk. */
final class Fetching extends FilterInputStream {
    private static final int STEPS = 20;

    private final long total;
    private final Listener listener;
    private long bytes;
    private long told;

    Fetching(Download download, Listener listener) {
        super(download.body());
        this.total = download.length();
        this.listener = listener;
    }

    /** Hears of it. */
    interface Listener {
        void send(Record event) throws IOException;

        /** Throws when nobody listens any more; asked whenever something has come. */
        void require() throws IOException;
    }

    /** The origin has broken off. */
    static final class BrokenException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient IOException why;

        BrokenException(IOException why) {
            super(why);
            this.why = why;
        }

        IOException why() {
            return why;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(into, offset, length);
        } catch (IOException e) {
            throw new BrokenException(e);
        }
        listener.require();
        if (read < 0 && bytes < total) {
            throw new BrokenException(new IOException("it ended after " + bytes + " of " + total + " bytes"));
        }
        bytes += Math.max(0, read);
        if (bytes - told >= total / STEPS || read < 0) {
            told = bytes;
            listener.send(new Event.Fetched(bytes, total));
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(count, 1 << 16)];
        int read = read(buffer, 0, buffer.length);
        return Math.max(0, read);
    }
}
