package io.github.deployctl.common.delta;

import io.github.deployctl.common.delta.Tile.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * How a file is put together from another: pieces of that other, directory records of it whose places have moved, and bytes of its own. Deflated; each step is
 * one byte for its kind and then numbers, offsets counted from where the step before it has ended.
 */
public final class Recipe {
    static final int END = 0;
    static final int COPY = 1;
    static final int COPY_DIRECTORY = 2;
    static final int BYTES = 3;

    private static final int CHUNK = 1 << 16;

    private final Index base;
    private final Source target;
    private final OutputStream out;
    private @Nullable Step pending;
    private long lastEnd;

    private Recipe(Index base, Source target, OutputStream out) {
        this.base = base;
        this.target = target;
        this.out = out;
    }

    /** One step: for {@code BYTES} the offset is in the target, else in the base. */
    private record Step(int kind, long offset, long length, long moved) {
        boolean isFollowedBy(Step next) {
            return kind == next.kind && moved == next.moved && offset + length == next.offset;
        }

        Step with(Step next) {
            return new Step(kind, offset, length + next.length, moved);
        }

        long end() {
            return offset + length;
        }
    }

    /**
     * Writes how {@code target}, whose index is {@code wanted}, comes from what {@code base} is the index of. The stream stays open.
     *
     * @return how many bytes of the target the recipe carries itself
     */
    public static long write(Index base, Index wanted, Source target, OutputStream out) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater);
            OutputStream buffered = new BufferedOutputStream(deflated, CHUNK);
            long own = new Recipe(base, target, buffered).write(wanted);
            buffered.flush();
            deflated.finish();
            return own;
        } finally {
            deflater.end();
        }
    }

    private long write(Index wanted) throws IOException {
        long own = 0;
        for (Tile tile : wanted.tiles()) {
            Optional<Tile> same = base.find(tile, pending == null || pending.kind == BYTES ? lastEnd : pending.end());
            Step step = same.map(found -> copy(found, tile)).orElse(new Step(BYTES, tile.offset(), tile.length(), 0));
            own += same.isPresent() ? 0 : tile.length();
            if (pending != null && pending.isFollowedBy(step)) {
                pending = pending.with(step);
            } else {
                flush();
                pending = step;
            }
        }
        flush();
        out.write(END);
        return own;
    }

    /** A record whose entry has not moved is like any other bytes. */
    private static Step copy(Tile found, Tile wanted) {
        long moved = wanted.place() - found.place();
        boolean directory = wanted.kind() == Kind.DIRECTORY && moved != 0;
        return new Step(directory ? COPY_DIRECTORY : COPY, found.offset(), found.length(), directory ? moved : 0);
    }

    private void flush() throws IOException {
        Step step = pending;
        if (step == null) {
            return;
        }
        out.write(step.kind);
        Varint.write(out, step.length);
        if (step.kind == BYTES) {
            byte[] buffer = new byte[CHUNK];
            for (long at = step.offset; at < step.end(); at += CHUNK) {
                int length = (int) Math.min(CHUNK, step.end() - at);
                target.read(at, buffer, 0, length);
                out.write(buffer, 0, length);
            }
            return;
        }
        Varint.writeSigned(out, step.offset - lastEnd);
        if (step.kind == COPY_DIRECTORY) {
            Varint.writeSigned(out, step.moved);
        }
        lastEnd = step.end();
    }
}
