package io.github.deployctl.common.delta;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Follows a recipe. Trusts nothing in it: no step reads outside of the base, and all together write no more than was announced. */
public final class Rebuild {
    private static final int CHUNK = 1 << 16;

    private final Source base;
    private final OutputStream out;
    private final byte[] buffer = new byte[CHUNK];
    private long left;
    private long lastEnd;

    private Rebuild(Source base, long size, OutputStream out) {
        this.base = base;
        this.left = size;
        this.out = out;
    }

    /**
     * Writes the file that {@code recipe} describes. What was written is right only if its checksum is.
     *
     * @param size that it must have
     * @throws RecipeException when the recipe is none for this base and size
     */
    public static void run(InputStream recipe, Source base, long size, OutputStream out) throws IOException {
        Inflater inflater = new Inflater();
        try {
            new Rebuild(base, size, out)
                    .run(new DataInputStream(
                            new BufferedInputStream(new InflaterInputStream(recipe, inflater), CHUNK)));
        } catch (ZipException | EOFException e) {
            throw new RecipeException("the recipe is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private void run(DataInputStream recipe) throws IOException {
        for (int step = recipe.readUnsignedByte(); step != Recipe.END; step = recipe.readUnsignedByte()) {
            long length = Varint.read(recipe);
            if (length <= 0 || length > left) {
                throw new RecipeException("a step of " + length + " bytes where " + left + " are left");
            }
            left -= length;
            switch (step) {
                case Recipe.COPY -> copy(offset(recipe, length), length);
                case Recipe.COPY_DIRECTORY -> copyDirectory(offset(recipe, length), length, Varint.readSigned(recipe));
                case Recipe.BYTES -> take(recipe, length);
                default -> throw new RecipeException("an unknown step " + step);
            }
        }
        if (left != 0) {
            throw new RecipeException("the recipe ends " + left + " bytes early");
        }
    }

    private long offset(DataInputStream recipe, long length) throws IOException {
        long offset = lastEnd + Varint.readSigned(recipe);
        if (offset < 0 || offset > base.size() - length) {
            throw new RecipeException("a step outside of its base");
        }
        lastEnd = offset + length;
        return offset;
    }

    private void copy(long offset, long length) throws IOException {
        for (long done = 0; done < length; done += CHUNK) {
            int part = (int) Math.min(CHUNK, length - done);
            base.read(offset + done, buffer, 0, part);
            out.write(buffer, 0, part);
        }
    }

    private void take(DataInputStream recipe, long length) throws IOException {
        for (long done = 0; done < length; done += CHUNK) {
            int part = (int) Math.min(CHUNK, length - done);
            recipe.readFully(buffer, 0, part);
            out.write(buffer, 0, part);
        }
    }

    /** Copies whole records of a directory, each with the place of its entry moved. */
    private void copyDirectory(long offset, long length, long moved) throws IOException {
        Window window = new Window(base);
        long at = offset;
        while (at < offset + length) {
            if (offset + length - at < Archive.CENTRAL_SIZE || window.u32(at) != Archive.CENTRAL) {
                throw new RecipeException("a step that takes other bytes for a directory");
            }
            int size = Archive.recordLength(window, at);
            long place = window.u32(at + Archive.LOCAL_OFFSET) + moved;
            if (size > offset + length - at || place < 0 || place > 0xffffffffL) {
                throw new RecipeException("a step that moves an entry out of its archive");
            }
            byte[] record = new byte[size];
            base.read(at, record, 0, size);
            for (int i = 0; i < Integer.BYTES; i++) {
                record[Archive.LOCAL_OFFSET + i] = (byte) (place >>> (8 * i));
            }
            out.write(record);
            at += size;
        }
    }
}
