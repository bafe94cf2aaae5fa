package io.github.deployctl.agent.release;

import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The beginnings of artifacts whose rest has not come yet: files under the artifact's checksum, so that whoever has the artifact can go on, each written by one
 * client at a time. Nothing is believed of their bytes; what was made of them is verified in the end, so none is waited for on its way to the disk. One that is
 * in use stays. Thread-safe.
 */
final class Partials {
    private static final String SUFFIX = ".part";
    /** Beginnings that nobody is going on with. */
    private static final int MOST_WAITING = 3;

    private static final Duration LONGEST_WAIT = Duration.ofDays(2);

    private final Path folder;
    private final InstantSource clock;
    private final Set<Path> inUse = new HashSet<>();

    Partials(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A beginning on the disk. */
    private record Beginning(Path file, long bytes, Instant written) {}

    /**
     * Returns the file to go on with: the longest beginning that is there. What another client is writing is copied as far as it has come, so that neither
     * waits for the other.
     *
     * @param size of the artifact; no beginning of it is longer
     */
    Path take(Checksum artifact, long size) throws IOException {
        Optional<Path> other;
        Path file;
        synchronized (this) {
            List<Beginning> longestFirst = of(artifact, size);
            Optional<Path> free = longestFirst.stream()
                    .map(Beginning::file)
                    .filter(each -> !inUse.contains(each))
                    .findFirst();
            other = longestFirst.stream()
                    .map(Beginning::file)
                    .filter(inUse::contains)
                    .findFirst();
            file = free.isPresent() ? free.get() : Files.createTempFile(folder, artifact.hex() + "-", SUFFIX);
            inUse.add(file);
            if (free.isPresent()) {
                return file;
            }
        }
        if (other.isPresent()) {
            copy(other.get(), file);
        }
        return file;
    }

    /** It is written to no longer; if it is still there and not empty, another client may go on with it. */
    synchronized void leave(Path file) throws IOException {
        inUse.remove(file);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0) {
            Files.delete(file);
        }
    }

    /** Removes all but the newest few that have bytes, none that is in use. */
    synchronized void forgetOldest() throws IOException {
        Instant oldest = clock.instant().minus(LONGEST_WAIT);
        int kept = 0;
        for (Beginning each : waiting()) {
            // An agent that is killed before the first byte leaves an empty file; it must not take the place of one
            // with bytes.
            boolean ofUse = each.bytes() > 0 && !each.written().isBefore(oldest);
            if (ofUse && kept < MOST_WAITING) {
                kept++;
            } else {
                Files.deleteIfExists(each.file());
            }
        }
    }

    /** Removes every beginning of the artifact, which is there whole now, but for those that are in use. */
    synchronized void forget(Checksum artifact) throws IOException {
        for (Beginning each : of(artifact, Long.MAX_VALUE)) {
            if (!inUse.contains(each.file())) {
                Files.deleteIfExists(each.file());
            }
        }
    }

    /** Removes beginnings of other artifacts, the oldest first, until so many bytes are free that were not. */
    synchronized void makeRoom(Checksum artifact, long bytes) throws IOException {
        List<Beginning> newestFirst = waiting();
        long freed = 0;
        for (int i = newestFirst.size() - 1; i >= 0 && freed < bytes; i--) {
            Beginning oldest = newestFirst.get(i);
            if (!isOf(artifact, oldest.file())) {
                Files.deleteIfExists(oldest.file());
                freed += oldest.bytes();
            }
        }
    }

    /** Returns how much of the artifact need not be sent, at least. */
    synchronized long held(Checksum artifact, long size) throws IOException {
        return of(artifact, size).stream()
                .filter(each -> !inUse.contains(each.file()))
                .mapToLong(Beginning::bytes)
                .findFirst()
                .orElse(0);
    }

    private List<Beginning> waiting() throws IOException {
        return all().stream()
                .filter(each -> !inUse.contains(each.file()))
                .sorted(Comparator.comparing(Beginning::written).reversed())
                .toList();
    }

    private List<Beginning> of(Checksum artifact, long size) throws IOException {
        return all().stream()
                .filter(each -> isOf(artifact, each.file()) && each.bytes() <= size)
                .sorted(Comparator.comparingLong(Beginning::bytes).reversed())
                .toList();
    }

    private static boolean isOf(Checksum artifact, Path file) {
        return String.valueOf(file.getFileName()).startsWith(artifact.hex());
    }

    private List<Beginning> all() throws IOException {
        List<Beginning> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                look(file).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Beginning> look(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(new Beginning(
                            file,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException doneWithMeanwhile) {
            return Optional.empty();
        }
    }

    /** It is only ever appended to, so what can be read is what was sent. One that is done with meanwhile is as good as none. */
    private static void copy(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            in.transferTo(out);
        } catch (NoSuchFileException gone) {
            // From the beginning, then.
        }
    }
}
