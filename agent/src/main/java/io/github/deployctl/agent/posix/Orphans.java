package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.procfs.ProcTable;
import java.util.Set;

/**
 * Children that this process did not launch: the first process of a container is given those whose parent has ended (pid_namespaces(7)), and nobody in it waits
 * for them. Whoever has launched a child here waits for it all the time, so a zombie that is still there after a while is nobody's. Thread-safe.
 */
public final class Orphans {
    private static final int WNOHANG = 1;

    private final NativeFunction waitpid;
    private final ProcTable table;

    Orphans(Libc libc, ProcTable table) {
        this.waitpid = libc.function("waitpid");
        this.table = table;
    }

    /** Returns what has ended and was not reaped, whoever is to. */
    public Set<ProcessId> zombies() {
        return table.zombies();
    }

    /** Reaps those of {@code seen} that are still zombies, and children of this process. */
    public void reap(Set<ProcessId> seen) {
        Set<ProcessId> still = table.zombies();
        still.retainAll(seen);
        for (ProcessId zombie : still) {
            try {
                waitpid.check("waitpid " + zombie, zombie.pid(), 0, WNOHANG);
            } catch (OsException e) {
                // ECHILD: it is another process's to reap.
            }
        }
    }
}
