package io.github.deployctl.agent.log;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How far a generation's output was dealt with, on disk so that the next agent goes on there. Positions count the bytes since the launch, whatever was taken from
 * the front of the file since.
 *
 * @param copied up to where it is in the journal, and may be taken from the file
 * @param start of what the file holds; what came before is in the older file, or dropped
 * @param base the position of the file's first byte; what lies between it and {@code start} is a hole
 * @param freed whether that hole has been made; false while the older file may still have its temporary name
 * @param ended whether the process is gone and all was copied
 */
record Bookmark(long copied, long start, long base, boolean freed, boolean ended) {
    static final Bookmark BEGIN = new Bookmark(0, 0, 0, true, false);

    Bookmark {
        if (base < 0 || start < base || copied < start) {
            throw new IllegalArgumentException("positions that cannot be");
        }
    }

    Bookmark copiedTo(long position) {
        return new Bookmark(position, start, base, freed, ended);
    }

    /** What is before {@code position} is in the older file, and about to be freed. */
    Bookmark cutAt(long position) {
        return new Bookmark(copied, position, base, false, ended);
    }

    Bookmark withHole() {
        return new Bookmark(copied, start, base, true, ended);
    }

    Bookmark collapsed() {
        return new Bookmark(copied, start, start, true, ended);
    }

    Bookmark atEnd() {
        return new Bookmark(copied, start, base, freed, true);
    }

    /** Returns nothing where there is none, or none that can be read. */
    static Optional<Bookmark> read(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Json.read(Files.readString(file), Bookmark.class))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes it so that the death of the agent leaves the old or the new one. */
    void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.writeString(temporary, Json.write(this));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The same for a power loss. */
    void writeDurably(Path file) throws IOException {
        new DurableFiles(Faults.NONE).replace(file, Json.write(this));
    }
}
