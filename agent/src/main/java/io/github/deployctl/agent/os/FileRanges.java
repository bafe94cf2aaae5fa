package io.github.deployctl.agent.os;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What can be done to a part of a file that another process is writing to. Offsets and lengths are in bytes and multiples of {@link #ALIGNMENT}. A symbolic link
 * is never followed. Thread-safe.
 */
public interface FileRanges {
    /** A multiple of the block size of every usual file system. */
    int ALIGNMENT = 1 << 16;

    /** Gives a range's disk space back; it reads as zeros from then on. Returns false where the file system cannot. */
    boolean free(Path file, long offset, long length) throws IOException;

    /**
     * Takes the first {@code length} bytes out of the file, of which some must be left; what follows moves to the front. Returns false where the file system
     * cannot.
     */
    boolean collapse(Path file, long length) throws IOException;

    /** Returns where the first byte at or after {@code offset} is that was not freed: the length of the file when there is none. */
    long nextUsed(Path file, long offset) throws IOException;
}
