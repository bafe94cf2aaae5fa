package io.github.deployctl.agent.release;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.common.delta.Index;
import io.github.deployctl.common.delta.Rebuild;
import io.github.deployctl.common.delta.RecipeException;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.ProtocolException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Artifacts on their way in. A file in {@code incoming} under its checksum's name is whole and verified; anything half-written has another name and is
 * removed. Two clients that send the same bytes write two temporary files and the later rename wins. Thread-safe.
 */
public final class Incoming {
    private static final long MIB = 1 << 20;
    /** Left over for the state, the history and the logs, in bytes. */
    private static final long RESERVE = 32 * MIB;

    private static final String PARTIAL = "partial-";

    /** How many artifacts that were sent and never deployed are kept for a client that comes back. */
    private static final int MOST_WAITING = 3;

    private final StorePaths paths;
    private final Faults faults;
    private final DurableFiles files;
    private final Verification verification;

    Incoming(StorePaths paths, Faults faults, Verification verification) {
        this.verification = verification;
        this.paths = paths;
        this.faults = faults;
        this.files = new DurableFiles(faults);
    }

    /** Removes what a killed agent left half-written, and all but the newest of what nobody has come back for. */
    public void clear() throws IOException {
        try (var entries = Files.newDirectoryStream(paths.incoming(), PARTIAL + "*")) {
            for (Path entry : entries) {
                Files.deleteIfExists(entry);
            }
        }
        forgetOldest();
    }

    private void forgetOldest() throws IOException {
        NavigableMap<FileTime, Path> waiting = new TreeMap<>();
        try (var entries = Files.newDirectoryStream(paths.incoming(), "[!p]*")) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    waiting.put(Files.getLastModifiedTime(entry), entry);
                }
            }
        }
        while (waiting.size() > MOST_WAITING) {
            Files.deleteIfExists(waiting.pollFirstEntry().getValue());
        }
    }

    public boolean holds(Checksum artifact) {
        return Files.isRegularFile(paths.incoming(artifact), LinkOption.NOFOLLOW_LINKS);
    }

    /** Refuses an artifact for which there is no room on the disk, before a byte of it travels. */
    public void makeSureOfRoom(long size) throws IOException, FailureException {
        long free = Files.getFileStore(paths.incoming()).getUsableSpace();
        if (free - RESERVE < size) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was sent: the artifact has " + size / MIB + " MiB, and of the " + free / MIB
                                    + " MiB free in " + paths.state() + " the agent keeps " + RESERVE / MIB)
                    .hint("free space on the host, then push again")
                    .asException();
        }
    }

    /**
     * Receives the frames of one artifact.
     *
     * @throws FailureException when the bytes are not what was promised; then nothing is kept and all frames have been read
     * @throws IOException when the client goes away or the disk is full; then nothing is kept
     */
    public void receive(Checksum promised, long size, InputStream in) throws IOException, FailureException {
        Received received = new Received(size);
        keep(promised, received, out -> Frames.receive(in, (buffer, length) -> received.take(buffer, length, out)));
    }

    /** Finds an artifact that is held whole. */
    public interface Locator {
        Path locate(Checksum artifact) throws FailureException;
    }

    /**
     * Puts an artifact together from another by the recipe that arrives in frames, and reads these to their end.
     *
     * @return whether that gave the artifact; if not, nothing is kept
     * @throws IOException as {@link #receive}
     */
    public boolean rebuild(Request.Rebuild wanted, Locator held, InputStream in) throws IOException {
        InputStream recipe = Frames.open(in);
        boolean rebuilt = false;
        try (FileSource base = FileSource.open(held.locate(wanted.base()))) {
            Received received = new Received(wanted.size());
            keep(wanted.artifact(), received, out -> Rebuild.run(recipe, base, wanted.size(), received.through(out)));
            rebuilt = true;
        } catch (RecipeException | FailureException wrong) {
            // The base is gone, or was not what the client took it for.
        }
        recipe.transferTo(OutputStream.nullOutputStream());
        return rebuilt;
    }

    /** Writes what an artifact consists of, for a client that has another build of it. */
    public static void describe(Path artifact, OutputStream out) throws IOException {
        try (FileSource source = FileSource.open(artifact)) {
            Index.write(source, out);
        }
    }

    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private void keep(Checksum promised, Received received, Writer writer) throws IOException, FailureException {
        Path partial = Files.createTempFile(paths.incoming(), PARTIAL, "");
        try {
            faults.pass("upload-begun");
            try (OutputStream out = Files.newOutputStream(partial)) {
                writer.write(out);
            }
            faults.pass("upload-written");
            received.verify(promised);
            files.sync(partial);
            faults.pass("upload-synced");
            Files.move(partial, paths.incoming(promised), StandardCopyOption.ATOMIC_MOVE);
            faults.pass("upload-renamed");
            verification.received(promised, paths.incoming(promised));
            files.sync(paths.incoming());
            forgetOldest();
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Counts and digests what arrives. */
    private static final class Received {
        private final MessageDigest digest = Checksum.newDigest();
        private final long promised;
        private long bytes;

        Received(long promised) {
            this.promised = promised;
        }

        void take(byte[] buffer, int length, OutputStream out) throws IOException {
            bytes += length;
            if (bytes > promised) {
                throw new ProtocolException(
                        "the artifact is longer than the " + promised + " bytes that were announced");
            }
            digest.update(buffer, 0, length);
            out.write(buffer, 0, length);
        }

        /** Returns {@code out} with everything that goes to it taken note of. */
        OutputStream through(OutputStream out) {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] piece, int offset, int length) throws IOException {
                    bytes += length;
                    digest.update(piece, offset, length);
                    out.write(piece, offset, length);
                }
            };
        }

        void verify(Checksum checksum) throws FailureException {
            Checksum actual = Checksum.of(digest);
            if (bytes != promised || !actual.equals(checksum)) {
                throw Failure.of(
                                FailureCode.ARTIFACT_INVALID,
                                "nothing was installed: the artifact arrived as " + bytes + " bytes with SHA-256 "
                                        + actual + ", announced were " + promised + " bytes with " + checksum)
                        .hint("push again; if it repeats, the file changed while it was being sent")
                        .asException();
            }
        }
    }
}
