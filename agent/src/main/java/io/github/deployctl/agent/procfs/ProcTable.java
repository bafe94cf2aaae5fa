package io.github.deployctl.agent.procfs;

import io.github.deployctl.agent.os.ProcessId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes that {@code /proc} shows. Thread-safe. */
public final class ProcTable {
    private final Path proc;

    /**
     * Makes one.
     *
     * @param proc {@code /proc}
     */
    public ProcTable(Path proc) {
        this.proc = proc;
    }

    /** Returns the process that runs under a number; a zombie does not run. */
    public Optional<ProcessId> find(long pid) {
        Optional<ProcessStat> stat = stat(pid);
        if (stat.isEmpty() || !stat.get().isAlive()) {
            return Optional.empty();
        }
        return Optional.of(new ProcessId(pid, stat.get().startTicks()));
    }

    public boolean isAlive(ProcessId process) {
        return find(process.pid()).filter(process::equals).isPresent();
    }

    /** Returns what a child is from now on, even when it has ended already: until it is reaped its number is not used again. */
    public ProcessId identify(long child) {
        return new ProcessId(child, stat(child).map(ProcessStat::startTicks).orElse(0L));
    }

    /** Returns the processes of this process's real user whose initial environment has {@code name=value}. */
    public List<ProcessId> findByEnvironment(String name, String value) {
        byte[] wanted = (name + "=" + value).getBytes(StandardCharsets.UTF_8);
        long user = user(proc.resolve("self"));
        List<ProcessId> found = new ArrayList<>();
        for (long pid : pids()) {
            Optional<ProcessId> process = find(pid);
            Path folder = folder(pid);
            if (process.isPresent()
                    && Environment.contains(ProcFiles.bytes(folder.resolve("environ")), wanted)
                    && user(folder) == user
                    && isAlive(process.get())) {
                found.add(process.get());
            }
        }
        return found;
    }

    /** Returns the processes that run in the session of {@code leader}; none when its number has become another's. */
    public List<ProcessId> session(ProcessId leader) {
        List<ProcessId> members = new ArrayList<>();
        for (long pid : pids()) {
            Optional<ProcessStat> stat = stat(pid);
            if (stat.isEmpty() || stat.get().session() != leader.pid()) {
                continue;
            }
            if (pid == leader.pid() && stat.get().startTicks() != leader.startTicks()) {
                return List.of();
            }
            if (stat.get().isAlive() && stat.get().startTicks() >= leader.startTicks()) {
                members.add(new ProcessId(pid, stat.get().startTicks()));
            }
        }
        return members;
    }

    /** Returns the processes that have ended and were not reaped yet. */
    public Set<ProcessId> zombies() {
        Set<ProcessId> zombies = new HashSet<>();
        for (long pid : pids()) {
            stat(pid)
                    .filter(ProcessStat::isZombie)
                    .ifPresent(stat -> zombies.add(new ProcessId(pid, stat.startTicks())));
        }
        return zombies;
    }

    /** Returns the inodes of the sockets that a process holds; none when it is gone. */
    public Set<Long> socketInodes(ProcessId process) {
        Set<Long> inodes = ProcSockets.inodes(folder(process.pid()));
        // Asked last: had another process got the number meanwhile, its sockets would be taken for this one's.
        return isAlive(process) ? inodes : Set.of();
    }

    List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        for (Path entry : ProcFiles.entries(proc)) {
            String name = entry.getFileName().toString();
            long pid = ProcFiles.number(name, 0);
            if (name.equals(Long.toString(pid))) {
                pids.add(pid);
            }
        }
        return pids;
    }

    Optional<ProcessStat> stat(long pid) {
        return ProcessStat.parse(ProcFiles.text(folder(pid).resolve("stat")));
    }

    Path folder(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    private static long user(Path folder) {
        return ProcFiles.numberOf(folder.resolve("status"), "Uid:", -1);
    }
}
