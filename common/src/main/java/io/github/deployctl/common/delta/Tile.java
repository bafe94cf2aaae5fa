package io.github.deployctl.common.delta;

/**
 * A piece of a file with what its content is known by.
 *
 * @param kind what it is
 * @param offset in the file
 * @param place the number in a directory record that says where its entry is; 0 for bytes
 * @param name of the content
 */
record Tile(Kind kind, long offset, long length, long place, Name name) {
    enum Kind {
        /** Nothing is known of it. */
        BYTES,
        /** A record of an archive's directory, named without the place in it. */
        DIRECTORY
    }

    /**
     * The first half of the SHA-256 of the content. Two tiles of one name have the same content; should they ever not, the checksum of the whole tells.
     */
    record Name(long high, long low) {}

    long end() {
        return offset + length;
    }

    boolean isLike(Tile other) {
        return kind == other.kind && length == other.length && name.equals(other.name);
    }
}
