package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A control group of this machine's that limits the memory of the processes in it, of either version (cgroups(7)); removed when closed. */
public final class MemoryGroup implements AutoCloseable {
    private static final Path TOP = Path.of("/sys/fs/cgroup");
    private static final String VERSION_1 = ":memory:";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path parent;
    private final Path folder;
    private final boolean first;

    private MemoryGroup(Path parent, Path folder, boolean first) {
        this.parent = parent;
        this.folder = folder;
        this.first = first;
    }

    /** Makes one without a limit; nothing where this process may not, or where memory is not limited by groups. */
    public static Optional<MemoryGroup> open(String name) throws IOException {
        List<String> own = Files.readAllLines(Path.of("/proc/self/cgroup"));
        Optional<String> old = own.stream()
                .filter(line -> line.contains(VERSION_1))
                .map(line -> line.substring(line.indexOf(VERSION_1) + VERSION_1.length()))
                .findFirst();
        // Below the top one, which alone may have processes and groups at once (cgroups(7), no internal processes).
        Path parent = old.isPresent() ? TOP.resolve("memory" + old.get()) : TOP;
        return below(parent, name + "-" + ProcessHandle.current().pid(), old.isPresent());
    }

    /** Makes one without a limit below a group of version 1, wherever its hierarchy is mounted; nothing where this process may not. */
    public static Optional<MemoryGroup> ofVersion1(Path parent, String name) throws IOException {
        return below(parent, name, true);
    }

    private static Optional<MemoryGroup> below(Path parent, String name, boolean first) throws IOException {
        Path folder = parent.resolve(name);
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
        MemoryGroup group = new MemoryGroup(parent, folder, first);
        if (!Files.isWritable(group.limitFile())) {
            Files.delete(folder);
            return Optional.empty();
        }
        return Optional.of(group);
    }

    /** Takes a process in; those that it starts from then on are in it too, and so is what they use. */
    public void add(long pid) throws IOException {
        Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** Returns the bytes in use, without the file pages that the kernel gives back first. */
    public long used() throws IOException {
        String inactive = first ? "total_inactive_file " : "inactive_file ";
        try (Stream<String> lines = Files.lines(folder.resolve("memory.stat"))) {
            long pages = lines.filter(line -> line.startsWith(inactive))
                    .mapToLong(line -> Long.parseLong(line.substring(inactive.length())))
                    .findFirst()
                    .orElse(0);
            return number(folder.resolve(first ? "memory.usage_in_bytes" : "memory.current")) - pages;
        }
    }

    /** Returns the bytes that are left under the limit. */
    public long left() throws IOException {
        return number(limitFile()) - used();
    }

    public void limit(long bytes) throws IOException {
        Files.writeString(limitFile(), Long.toString(bytes));
    }

    /** The file that holds the limit. */
    public Path limitFile() {
        return folder.resolve(first ? "memory.limit_in_bytes" : "memory.max");
    }

    /** What is still in it is let go. */
    @Override
    public void close() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
                Files.writeString(parent.resolve("cgroup.procs"), pid);
            }
            try {
                Files.delete(folder);
                return;
            } catch (IOException e) {
                // One that is just ending is in no list any more, and yet it is in the group.
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
