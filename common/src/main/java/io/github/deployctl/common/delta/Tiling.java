package io.github.deployctl.common.delta;

import io.github.deployctl.common.delta.Archive.Entry;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Cuts a file into tiles, from its start to its end without a gap: of an archive every local header, content, directory record and the end; of an archive
 * that is stored in it uncompressed, the same; anything else is one tile.
 */
final class Tiling {
    private static final int CHUNK = 1 << 16;
    /** No archive is shorter: one local header, one record, one end. */
    private static final int SHORTEST_ARCHIVE = 98;

    private final Source source;
    private final Window window;
    private final Taker taker;
    private final MessageDigest digest = Checksum.newDigest();
    private final byte[] buffer = new byte[CHUNK];

    private Tiling(Source source, Taker taker) {
        this.source = source;
        this.window = new Window(source);
        this.taker = taker;
    }

    /** Takes the tiles in the order of their place. */
    @FunctionalInterface
    interface Taker {
        void take(Tile tile) throws IOException;
    }

    static void of(Source source, Taker taker) throws IOException {
        Tiling tiling = new Tiling(source, taker);
        Optional<Archive> archive = Archive.read(tiling.window, 0, source.size());
        if (archive.isPresent()) {
            tiling.archive(archive.get(), true);
        } else {
            tiling.bytes(0, source.size());
        }
    }

    private void archive(Archive archive, boolean outer) throws IOException {
        long from = archive.start();
        for (Entry entry : archive.entries()) {
            bytes(from, entry.data());
            long length = entry.dataEnd() - entry.data();
            // The end of one is searched for, the beginning is not: whatever else is stored costs one look.
            boolean mayBeOne =
                    outer && entry.stored() && length >= SHORTEST_ARCHIVE && window.u32(entry.data()) == Archive.LOCAL;
            Optional<Archive> inner = mayBeOne ? Archive.read(window, entry.data(), length) : Optional.empty();
            if (inner.isPresent()) {
                archive(inner.get(), false);
            } else {
                bytes(entry.data(), entry.dataEnd());
            }
            from = entry.dataEnd();
        }
        bytes(from, archive.directory());
        long record = archive.directory();
        while (record < archive.directoryEnd()) {
            int length = Archive.recordLength(window, record);
            record(record, length);
            record += length;
        }
        bytes(archive.directoryEnd(), archive.end());
    }

    private void bytes(long from, long to) throws IOException {
        if (from == to) {
            return;
        }
        digest.reset();
        for (long at = from; at < to; at += CHUNK) {
            int length = (int) Math.min(CHUNK, to - at);
            source.read(at, buffer, 0, length);
            digest.update(buffer, 0, length);
        }
        taker.take(new Tile(Tile.Kind.BYTES, from, to - from, 0, name()));
    }

    private void record(long at, int length) throws IOException {
        byte[] record = new byte[length];
        source.read(at, record, 0, length);
        long place = window.u32(at + Archive.LOCAL_OFFSET);
        for (int i = 0; i < Integer.BYTES; i++) {
            record[Archive.LOCAL_OFFSET + i] = 0;
        }
        digest.reset();
        digest.update(record);
        taker.take(new Tile(Tile.Kind.DIRECTORY, at, length, place, name()));
    }

    private Tile.Name name() {
        ByteBuffer sum = ByteBuffer.wrap(digest.digest());
        return new Tile.Name(sum.getLong(), sum.getLong());
    }
}
