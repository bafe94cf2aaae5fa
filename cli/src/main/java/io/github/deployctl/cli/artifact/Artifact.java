package io.github.deployctl.cli.artifact;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** An artifact on this machine, as it was when it was read. Its checksum may still be being made when all else is known. Thread-safe. */
public final class Artifact {
    private final Path file;
    private final long size;
    private final String version;
    private final @Nullable FileStamp stamp;
    private final CompletableFuture<Checksum> checksum;

    /**
     * One whose bytes are known.
     *
     * @param size in bytes
     * @param version as the jar names it, or the time when it names none
     */
    public Artifact(Path file, long size, Checksum checksum, String version) {
        this.file = requireNonNull(file, "file");
        this.size = size;
        this.checksum = CompletableFuture.completedFuture(requireNonNull(checksum, "checksum"));
        this.version = requireNonNull(version, "version");
        this.stamp = null;
    }

    /** One that is being read. */
    Artifact(Path file, long size, String version, Reading reading) {
        this.file = file;
        this.size = size;
        this.version = version;
        this.stamp = reading.stamp();
        this.checksum = reading.checksum();
    }

    /**
     * How the bytes become known.
     *
     * @param stamp of the file before a byte of it was read
     */
    record Reading(FileStamp stamp, CompletableFuture<Checksum> checksum) {}

    public Path file() {
        return file;
    }

    public long size() {
        return size;
    }

    public String version() {
        return version;
    }

    /** Returns the checksum, and waits for it. To be asked after {@link #awaitRead}, which says it better when there is none. */
    public Checksum checksum() {
        return checksum.join();
    }

    /** Returns the id its release has on every host. */
    public ReleaseId release() {
        return ReleaseId.of(version, checksum());
    }

    /**
     * Waits until all of it has been read.
     *
     * @throws FailureException {@code ARTIFACT_INVALID} when it could not be read, or changed meanwhile
     */
    public void awaitRead() throws FailureException {
        try {
            checksum.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            throw Failure.of(
                            FailureCode.ARTIFACT_INVALID,
                            "artifact not read: " + file + " cannot be read: "
                                    + (cause == null ? e : cause).getMessage())
                    .asException();
        }
    }

    /** Makes sure that the file is still what was read. */
    public void requireUnchanged() throws FailureException {
        if (stamp != null && !isAs(stamp)) {
            throw Failure.of(
                            FailureCode.ARTIFACT_INVALID,
                            "artifact not sent: " + file + " changed while it was being read")
                    .hint("wait for the build to end, then push again")
                    .asException();
        }
    }

    private boolean isAs(FileStamp before) {
        try {
            return FileStamp.of(file).equals(before);
        } catch (IOException e) {
            return false;
        }
    }
}
