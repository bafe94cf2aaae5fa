package io.github.deployctl.cli.artifact;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.Download;
import io.github.deployctl.common.fetch.Origin;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Artifacts that were fetched from elsewhere, each in a folder of its checksum, so that a push to the next host need not fetch it again. The last few stay. */
public final class FetchedArtifacts {
    private static final int MOST = 3;
    private static final String UNFINISHED = "unfinished-";
    /** No fetch takes as long: its own deadline is an hour. */
    private static final Duration ABANDONED = Duration.ofHours(2);

    private final Path folder;
    private final String agent;
    private final InstantSource clock;

    /**
     * Makes one.
     *
     * @param agent what a request says of the program that makes it
     */
    public FetchedArtifacts(Path folder, String agent, InstantSource clock) {
        this.folder = folder;
        this.agent = agent;
        this.clock = clock;
    }

    /**
     * Returns the file with exactly the bytes that were wanted.
     *
     * @throws FailureException {@code ARTIFACT_INVALID} when others came
     */
    public Path get(Origin origin) throws FailureException {
        Path file = folder.resolve(origin.checksum().hex()).resolve(origin.fileName());
        try {
            if (Files.isRegularFile(file) && read(file).equals(origin.checksum())) {
                return file;
            }
            Files.createDirectories(folder.resolve(origin.checksum().hex()));
            forgetAbandoned();
            Path unfinished = Files.createTempFile(folder, UNFINISHED, "");
            try {
                fetch(origin, unfinished);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            forgetOldest();
            return file;
        } catch (IOException e) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "artifact not fetched: it could not be kept in " + folder + ": " + e.getMessage())
                    .asException();
        }
    }

    private void fetch(Origin origin, Path file) throws IOException, FailureException {
        MessageDigest digest = Checksum.newDigest();
        try (Download download = Download.open(origin, agent);
                OutputStream out = Files.newOutputStream(file)) {
            InputStream in = new DigestInputStream(download.body(), digest);
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int n = read(origin, in, buffer); n >= 0; n = read(origin, in, buffer)) {
                bytes += n;
                out.write(buffer, 0, n);
            }
            Checksum actual = Checksum.of(digest);
            if (!actual.equals(origin.checksum())) {
                throw Failure.of(
                                FailureCode.ARTIFACT_INVALID,
                                "artifact not taken: " + origin + " gave " + bytes + " bytes of " + download.length()
                                        + " with SHA-256 " + actual + ", wanted is " + origin.checksum())
                        .serving("nothing was changed")
                        .asException();
            }
        }
    }

    private static int read(Origin origin, InputStream in, byte[] buffer) throws FailureException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw Download.failed(origin, e);
        }
    }

    private static Checksum read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Checksum.of(in);
        }
    }

    /** A fetch whose process was ended cannot take away what it has written. */
    private void forgetAbandoned() throws IOException {
        long before = clock.instant().minus(ABANDONED).toEpochMilli();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (Path file : all) {
                if (writtenAt(file) < before) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void forgetOldest() throws IOException {
        List<Path> oldest;
        try (Stream<Path> all = Files.list(folder)) {
            oldest = all.filter(Files::isDirectory)
                    .sorted(Comparator.comparingLong(FetchedArtifacts::writtenAt)
                            .reversed())
                    .skip(MOST)
                    .toList();
        }
        for (Path each : oldest) {
            try (Stream<Path> files = Files.list(each)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(each);
        }
    }

    private static long writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException goneMeanwhile) {
            return Long.MAX_VALUE;
        }
    }
}
