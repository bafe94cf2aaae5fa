package io.github.deployctl.agent.release;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.common.delta.Index;
import io.github.deployctl.common.delta.Rebuild;
import io.github.deployctl.common.delta.RecipeException;
import io.github.deployctl.common.delta.Source;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Artifacts on their way in. A file in {@code incoming} under its checksum's name is whole and verified. What was sent in part is kept for whoever sends the
 * rest; two clients that send the same bytes write two files, and the later rename wins. What is put together by a recipe has a name of its own until then.
 * Thread-safe.
 */
public final class Incoming {
    private static final long MIB = 1 << 20;
    /** Left over for the state, the history and the logs, in bytes. */
    public static final long RESERVE = 32 * MIB;

    private static final String UNFINISHED = "partial-";
    private static final String WHOLE = "*.jar";

    /** How many artifacts that were sent and never deployed are kept for a client that comes back. */
    private static final int MOST_WAITING = 3;

    private final StorePaths paths;
    private final Faults faults;
    private final DurableFiles files;
    private final Verification verification;
    private final Partials partials;

    Incoming(StorePaths paths, Faults faults, Verification verification, InstantSource clock) {
        this.verification = verification;
        this.paths = paths;
        this.faults = faults;
        this.files = new DurableFiles(faults);
        this.partials = new Partials(paths.incoming(), clock);
    }

    /**
     * What a client is about to send.
     *
     * @param size in bytes
     */
    record Expected(Checksum artifact, long size) {}

    /** Removes what a killed agent left of a recipe's work, and all but the newest of what nobody has come back for. */
    public void clear() throws IOException {
        Folders.clear(paths.incoming(), UNFINISHED + "*");
        forgetOldest(null);
    }

    /** Removes all but the newest and {@code arrived}, which is waited for however old it looks: the clock may have been set back, or its last byte may have come long ago. */
    private void forgetOldest(@Nullable Path arrived) throws IOException {
        int most = MOST_WAITING - (arrived == null ? 0 : 1);
        NavigableMap<FileTime, Path> waiting = new TreeMap<>();
        try (var entries = Files.newDirectoryStream(paths.incoming(), WHOLE)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) && !entry.equals(arrived)) {
                    waiting.put(Files.getLastModifiedTime(entry), entry);
                }
            }
        }
        while (waiting.size() > most) {
            Files.deleteIfExists(waiting.pollFirstEntry().getValue());
        }
        partials.forgetOldest();
    }

    /** Returns where files may be that are of no use to the next agent; their names begin with {@code partial-}. */
    public Path folder() {
        return paths.incoming();
    }

    public boolean holds(Checksum artifact) {
        return Files.isRegularFile(paths.incoming(artifact), LinkOption.NOFOLLOW_LINKS);
    }

    /** Refuses an artifact for which there is no room on the disk, before a byte of it travels. Beginnings of others make room for it. */
    public void makeSureOfRoom(Checksum artifact, long size) throws IOException, FailureException {
        long needed = size - partials.held(artifact, size);
        if (usable() - RESERVE < needed) {
            partials.makeRoom(artifact, needed - (usable() - RESERVE));
        }
        long free = usable();
        if (free - RESERVE < needed) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was sent: the artifact has " + size / MIB + " MiB, and of the " + free / MIB
                                    + " MiB free in " + paths.state() + " the agent keeps " + RESERVE / MIB)
                    .hint("free space on the host, then push again")
                    .asException();
        }
    }

    private long usable() throws IOException {
        return Files.getFileStore(paths.incoming()).getUsableSpace();
    }

    /** Returns where one client's bytes of an artifact go, behind those that are there. */
    public Arrival expect(Checksum artifact, long size) throws IOException {
        partials.forgetOldest();
        Path file;
        try {
            file = partials.take(artifact, size);
        } catch (IOException e) {
            throw new StorageException(e);
        }
        faults.pass("upload-begun");
        return Arrival.open(this, new Expected(artifact, size), file);
    }

    /** No beginning of it can be gone on with. */
    void forget(Checksum artifact) throws IOException {
        partials.forget(artifact);
    }

    void leave(Path partial) throws IOException {
        partials.leave(partial);
    }

    /** Returns why a client's bytes are not on the disk. None of them stay: a full disk is the live release's trouble too. */
    StorageException storageFailed(Path partial, IOException cause) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new StorageException(cause);
    }

    /** Returns what to tell the client whose artifact the disk did not take. */
    public Failure notStored(long size, StorageException cause) {
        long free;
        try {
            free = usable() / MIB;
        } catch (IOException e) {
            free = 0;
        }
        return Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        "nothing was installed: the artifact's " + size / MIB + " MiB could not be written to "
                                + paths.incoming() + ": " + cause.getMessage() + " (" + free
                                + " MiB are free now, the agent keeps " + RESERVE / MIB + ")")
                .hint("free space on the host, then push again");
    }

    /** Finds an artifact that is held whole. */
    public interface Locator {
        Path locate(Checksum artifact) throws FailureException;
    }

    /**
     * Puts an artifact together from another by a recipe.
     *
     * @return whether that gave the artifact; if not, nothing is kept, and the recipe may have a rest, or have ended before its time
     * @throws StorageException when the disk does not take it; then nothing is kept
     */
    public boolean rebuild(Request.Rebuild wanted, Locator held, InputStream recipe) throws IOException {
        try (FileChannel base = open(held.locate(wanted.base()))) {
            rebuild(wanted, Source.of(base.size(), base::read), recipe);
            return true;
        } catch (RecipeException | FailureException | NoSuchFileException wrong) {
            // The base is gone, or was not what the client took it for.
            return false;
        }
    }

    private void rebuild(Request.Rebuild wanted, Source base, InputStream recipe) throws IOException, FailureException {
        Path unfinished = temporary();
        try {
            faults.pass("upload-begun");
            Digested digested = new Digested(unfinished);
            try (digested) {
                Rebuild.run(recipe, base, wanted.size(), digested);
            }
            Checksum actual = digested.checksum();
            if (!actual.equals(wanted.artifact())) {
                throw Arrival.wrong(wanted.artifact(), wanted.size(), wanted.size(), actual);
            }
            complete(unfinished, wanted.artifact());
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private Path temporary() throws StorageException {
        try {
            return Files.createTempFile(paths.incoming(), UNFINISHED, "");
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /** Writes what an artifact consists of, for a client that has another build of it. */
    public static void describe(Path artifact, OutputStream out) throws IOException {
        try (FileChannel file = open(artifact)) {
            Index.write(Source.of(file.size(), file::read), out);
        }
    }

    /** It can be read from then on, even when it is pruned meanwhile. */
    private static FileChannel open(Path artifact) throws IOException {
        return FileChannel.open(artifact, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** The file has the artifact's bytes, as this agent has seen. It is brought to the disk and gets its name. */
    void complete(Path file, Checksum artifact) throws IOException {
        try {
            faults.pass("upload-written");
            files.sync(file);
            faults.pass("upload-synced");
            Files.move(file, paths.incoming(artifact), StandardCopyOption.ATOMIC_MOVE);
            faults.pass("upload-renamed");
            verification.received(artifact, paths.incoming(artifact));
            files.sync(paths.incoming());
        } catch (IOException e) {
            throw storageFailed(file, e);
        }
        partials.forget(artifact);
        forgetOldest(paths.incoming(artifact));
    }

    /** A file that is written and digested at once. */
    private static final class Digested extends OutputStream {
        private final MessageDigest digest = Checksum.newDigest();
        private final OutputStream out;

        Digested(Path file) throws IOException {
            this.out = Files.newOutputStream(file);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] piece, int offset, int length) throws IOException {
            digest.update(piece, offset, length);
            try {
                out.write(piece, offset, length);
            } catch (IOException e) {
                throw new StorageException(e);
            }
        }

        Checksum checksum() {
            return Checksum.of(digest);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
