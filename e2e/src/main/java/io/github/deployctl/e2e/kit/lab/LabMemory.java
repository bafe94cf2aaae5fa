package io.github.deployctl.e2e.kit.lab;

import io.github.deployctl.e2e.kit.MemoryGroup;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A control group on a host that limits the memory of the processes in it. It is in version 1's hierarchy, mounted where the host's systemd, which has version 2
 * alone, does not look; a unit sees the mount when it starts after this was made. For one thread.
 */
public final class LabMemory implements AutoCloseable {
    private static final Path MOUNT = Path.of("/run/deployctl-memory");

    private final LabHost host;
    private final Path folder;
    private final MemoryGroup group;

    /** @param folder of the group, as the host names it */
    private LabMemory(LabHost host, Path folder, MemoryGroup group) {
        this.host = host;
        this.folder = folder;
        this.group = group;
    }

    /** Makes one without a limit; nothing where the machine has no version 1 of the memory controller, or has it for itself. */
    public static Optional<LabMemory> open(LabHost host) throws IOException, InterruptedException {
        host.exec("mkdir", "-p", MOUNT.toString());
        Outcome mounted = host.attempt("mount", "-t", "cgroup", "-o", "memory", "cgroup", MOUNT.toString());
        if (mounted.exit() != 0) {
            return Optional.empty();
        }
        // All hosts are in one group of this machine's, so each has a name in it.
        String name = "deployctl-lab-" + host.name();
        Path parent = host.root().resolve(Path.of("/").relativize(MOUNT));
        return MemoryGroup.ofVersion1(parent, name).map(group -> new LabMemory(host, MOUNT.resolve(name), group));
    }

    /** Takes a process in, by its number on the host; those that it starts from then on are in it too. */
    public void add(long pid) throws IOException, InterruptedException {
        // Written from over there, where that is the process's number.
        host.exec(
                "sh",
                "-c",
                "echo $0 >$1",
                Long.toString(pid),
                folder.resolve("cgroup.procs").toString());
    }

    /** Returns its measures. */
    public MemoryGroup group() {
        return group;
    }

    /** The file that holds the limit, as the host names it. */
    public Path limitFile() {
        return folder.resolve(group.limitFile().getFileName());
    }

    /** What is still in it is let go. */
    @Override
    public void close() throws IOException {
        group.close();
    }
}
