package io.github.deployctl.common.delta;

import io.github.deployctl.common.delta.Tile.Kind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file consists of, without its bytes. Immutable. About 20 bytes a tile when it is written. */
public final class Index {
    private static final int VERSION = 1;
    private static final int BYTES = 0;
    private static final int DIRECTORY = 1;
    /** Both the longest that is written and the longest that is read: a jar of a quarter of a million classes. */
    private static final int MOST_TILES = 1 << 20;

    private final List<Tile> tiles;
    private final Map<Tile.Name, Tile> byName = new HashMap<>();
    private final Map<Long, Tile> byOffset = new HashMap<>();

    private Index(List<Tile> tiles) {
        this.tiles = tiles;
        for (Tile tile : tiles) {
            byName.putIfAbsent(tile.name(), tile);
            byOffset.put(tile.offset(), tile);
        }
    }

    /** Reads all of {@code source}. */
    public static Index of(Source source) throws IOException {
        List<Tile> tiles = new ArrayList<>();
        Tiling.of(source, tiles::add);
        return new Index(List.copyOf(tiles));
    }

    /** Writes the index of {@code source} without holding it: for whoever has little memory. */
    public static void write(Source source, OutputStream out) throws IOException {
        write(source.size(), out, taker -> Tiling.of(source, taker));
    }

    public void write(OutputStream out) throws IOException {
        long size = tiles.isEmpty() ? 0 : tiles.get(tiles.size() - 1).end();
        write(size, out, taker -> {
            for (Tile tile : tiles) {
                taker.take(tile);
            }
        });
    }

    private interface Walk {
        void each(Tiling.Taker taker) throws IOException;
    }

    private static void write(long size, OutputStream out, Walk tiles) throws IOException {
        DataOutputStream index = new DataOutputStream(out);
        index.writeByte(VERSION);
        Varint.write(index, size);
        tiles.each(tile -> write(tile, index));
        // A tile is never empty.
        Varint.write(index, 0);
        index.flush();
    }

    private static void write(Tile tile, DataOutputStream out) throws IOException {
        Varint.write(out, tile.length());
        out.writeByte(tile.kind() == Kind.DIRECTORY ? DIRECTORY : BYTES);
        if (tile.kind() == Kind.DIRECTORY) {
            Varint.write(out, tile.place());
        }
        out.writeLong(tile.name().high());
        out.writeLong(tile.name().low());
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws RecipeException when it is not that
     */
    public static Index read(InputStream in) throws IOException {
        DataInputStream index = new DataInputStream(in);
        if (index.readUnsignedByte() != VERSION) {
            throw new RecipeException("an index of another version");
        }
        long size = Varint.read(index);
        List<Tile> tiles = new ArrayList<>();
        long offset = 0;
        for (long length = Varint.read(index); length != 0; length = Varint.read(index)) {
            if (length < 0 || length > size - offset || tiles.size() == MOST_TILES) {
                throw new RecipeException("an index that does not add up");
            }
            Kind kind = index.readUnsignedByte() == DIRECTORY ? Kind.DIRECTORY : Kind.BYTES;
            long place = kind == Kind.DIRECTORY ? Varint.read(index) : 0;
            tiles.add(new Tile(kind, offset, length, place, new Tile.Name(index.readLong(), index.readLong())));
            offset += length;
        }
        if (offset != size) {
            throw new RecipeException("an index that does not add up");
        }
        return new Index(List.copyOf(tiles));
    }

    List<Tile> tiles() {
        return tiles;
    }

    /** Returns a tile with the content of {@code wanted}; the one at {@code offset}, if it has it, since what goes on there is cheap to say. */
    Optional<Tile> find(Tile wanted, long offset) {
        @Nullable Tile next = byOffset.get(offset);
        if (next != null && next.isLike(wanted)) {
            return Optional.of(next);
        }
        return Optional.ofNullable(byName.get(wanted.name())).filter(wanted::isLike);
    }
}
