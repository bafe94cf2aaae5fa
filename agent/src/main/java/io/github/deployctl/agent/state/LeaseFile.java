package io.github.deployctl.agent.state;

import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Lease;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code lease.json}: the number of the last lease, and the one that a person keeps. */
public final class LeaseFile {
    private static final long LARGEST = 1 << 16;

    private final Path file;
    private final DurableFiles files;

    public LeaseFile(Path file, DurableFiles files) {
        this.file = file;
        this.files = files;
    }

    /**
     * What is written.
     *
     * @param number of the last lease that was given to anybody
     * @param kept the one that a person keeps, or null
     */
    public record Leases(long number, @Nullable Lease kept) {
        public static final Leases NONE = new Leases(0, null);

        public Leases {
            if (number < 0) {
                throw new IllegalArgumentException("lease " + number);
            }
        }
    }

    /**
     * Returns what was last written. What cannot be understood is put aside and {@code warnings} is told; the numbers then go on from the seconds of {@code
     * now}, since that is more than there can have been.
     */
    public Leases read(Instant now, Consumer<String> warnings) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Leases.NONE;
        }
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("it is no plain, small file");
            }
            return Json.read(Files.readString(file), Leases.class);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warnings.accept("lease.json was not understood (" + e.getMessage() + "); it is kept as " + aside
                    + " and nobody holds the lock any more");
            return new Leases(now.getEpochSecond(), null);
        }
    }

    public void write(Leases leases) throws IOException {
        files.replace(file, Json.writePretty(leases));
    }
}
