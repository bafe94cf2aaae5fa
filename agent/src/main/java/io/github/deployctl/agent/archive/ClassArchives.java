package io.github.deployctl.agent.archive;

import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The archive that each release has, or will have, in a folder of its own within the release's, with which it is removed. Thread-safe; {@link #make} takes seconds,
 * and is for one thread at a time.
 */
public final class ClassArchives {
    private static final String SUFFIX = ".jsa";
    private static final long SPARE_BYTES = 256L << 20;

    private final StorePaths paths;
    private final Dump dump;
    /** By generation: what it was started with, and what is wanted of it. */
    private final Map<Long, Start> starts = new ConcurrentHashMap<>();

    public ClassArchives(StorePaths paths, Processes processes) {
        this.paths = paths;
        this.dump = new Dump(processes);
    }

    private record Start(ReleaseId release, ArchiveKey key, boolean archived) {}

    /** What a launch adds. */
    public record Additions(List<String> options, Map<String, String> environment) {
        /** Of a launch without archives. */
        public static final Additions NONE = new Additions(List.of(), Map.of());
    }

    /** Decides for a launch whether it uses an archive, or helps to make one. */
    public Additions prepare(long generation, ReleaseId release, ArchiveKey key) {
        Path archive = archive(release, key);
        boolean archived = Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS);
        starts.put(generation, new Start(release, key, archived));
        if (archived) {
            // The checksums are compared, since a damaged archive would be run.
            return new Additions(
                    List.of("-XX:SharedArchiveFile=" + archive, "-XX:+VerifySharedSpaces", "-Xshare:auto"), Map.of());
        }
        return new Additions(
                List.of(), Map.of("DEPLOYCTL_CLASS_LIST", list(generation).toString()));
    }

    /** Tells whether an archive should be made of what generation has loaded. */
    public boolean isWanted(long generation) {
        Start start = starts.get(generation);
        return start != null
                && !start.archived
                && !Files.exists(archive(start.release, start.key), LinkOption.NOFOLLOW_LINKS);
    }

    /** The generation does not run any more. */
    public void forget(long generation) {
        starts.remove(generation);
        try {
            Files.deleteIfExists(list(generation));
        } catch (IOException e) {
            return; // The next launch of that number replaces it.
        }
    }

    /** A generation has ended before it was ready. If it had an archive, that may be why: the next start is without. Returns whether it had. */
    public boolean distrust(long generation) throws IOException {
        Start start = starts.get(generation);
        return start != null && start.archived && Files.deleteIfExists(archive(start.release, start.key));
    }

    /**
     * Makes the archive of what {@code generation} has listed.
     *
     * @return what there is to say about it
     * @throws IOException when there is none, and why
     */
    public String make(long generation) throws IOException, InterruptedException {
        Start start = Optional.ofNullable(starts.get(generation))
                .orElseThrow(() -> new IOException("generation " + generation + " is gone"));
        long began = System.nanoTime();
        Path folder = folder(start.release);
        Files.createDirectories(folder);
        clear(folder);
        Path artifact = paths.artifact(start.release).toAbsolutePath();
        requireSpace(folder, artifact);
        Path classes = folder.resolve("classes.list");
        Path fresh = folder.resolve("fresh");
        try {
            int count = new ClassList(artifact, folder.resolve("classes.jar").toAbsolutePath())
                    .write(list(generation), classes);
            dump.run(start.key, artifact, new Dump.Files(classes, fresh.toAbsolutePath()));
            try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.READ)) {
                file.force(true);
            }
            Path archive = archive(start.release, start.key);
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
            long millis = (System.nanoTime() - began) / 1_000_000;
            return "the next start of " + start.release + " has an archive of " + count + " classes, "
                    + (Files.size(archive) >> 20) + " MiB, made in " + millis + " ms";
        } finally {
            Files.deleteIfExists(list(generation));
            clearAllBut(folder, SUFFIX);
        }
    }

    /** The copies and the archive came to four times a Spring Boot jar; what else the host keeps there needs room too. */
    private static void requireSpace(Path folder, Path artifact) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < SPARE_BYTES + 4 * Files.size(artifact)) {
            throw new IOException((free >> 20) + " MiB are free on the disk");
        }
    }

    private Path folder(ReleaseId release) {
        return paths.release(release).resolve("archive");
    }

    private Path archive(ReleaseId release, ArchiveKey key) {
        return folder(release).resolve(key.name() + SUFFIX).toAbsolutePath();
    }

    /** Written by the app's JVM. */
    private Path list(long generation) {
        return paths.run().resolve("classes-" + generation + ".list").toAbsolutePath();
    }

    private static void clear(Path folder) throws IOException {
        clearAllBut(folder, "/");
    }

    private static void clearAllBut(Path folder, String suffix) throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(left::add);
        }
        for (Path file : left) {
            if (!file.toString().endsWith(suffix)) {
                Files.deleteIfExists(file);
            }
        }
    }
}
