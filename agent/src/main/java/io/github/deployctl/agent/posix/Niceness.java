package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.procfs.Autogroups;
import io.github.deployctl.agent.procfs.ThreadTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Nice values: of every thread of a process (setpriority(2) sets that of a single thread, whatever POSIX says), and of the group that its session is to the
 * scheduler. A thread that is nicer than it was may become as it was only with RLIMIT_NICE or CAP_SYS_NICE, which a short-lived thread here finds out once.
 * Thread-safe.
 */
final class Niceness {
    private static final int PRIO_PROCESS = 0;
    private static final int LOWEST = 19;
    private static final int CALLER = 0;
    /** Each pass but the last has found a thread that was started during the one before it; no process starts so many. */
    private static final int MOST_PASSES = 200;

    private final NativeFunction setpriority;
    private final ThreadTable threads;
    private final Autogroups groups;
    private final int own;
    private @Nullable Trial trial;

    private Niceness(NativeFunction setpriority, ThreadTable threads, Autogroups groups) {
        this.setpriority = setpriority;
        this.threads = threads;
        this.groups = groups;
        this.own = threads.own();
    }

    /** @param proc {@code /proc} */
    static Niceness of(Libc libc, Path proc) {
        return new Niceness(libc.function("setpriority"), new ThreadTable(proc), new Autogroups(proc));
    }

    /** What came of it: null when a thread could become as it was. */
    private record Trial(@Nullable OsException obstacle) {}

    /** @throws OsException when threads could not be raised again, and so were not lowered; their session's group was */
    void lower(ProcessId process) throws OsException, InterruptedException {
        groups.set(process, LOWEST);
        OsException obstacle = obstacle();
        if (obstacle != null) {
            throw obstacle;
        }
        change(List.of(process), nice -> nice < LOWEST, LOWEST);
    }

    /** A thread that has another value than {@link #lower} gave it has chosen it. */
    void raise(List<ProcessId> processes) throws OsException, InterruptedException {
        for (ProcessId process : processes) {
            groups.set(process, 0);
        }
        if (own != LOWEST && obstacle() == null) {
            change(processes, nice -> nice == LOWEST, own);
        }
    }

    private void change(List<ProcessId> processes, IntPredicate which, int nice) throws OsException {
        boolean changed = true;
        for (int pass = 0; changed && pass < MOST_PASSES; pass++) {
            changed = false;
            for (ProcessId process : processes) {
                for (Map.Entry<Long, Integer> thread : threads.niceness(process).entrySet()) {
                    if (which.test(thread.getValue())) {
                        set(thread.getKey(), nice);
                        changed = true;
                    }
                }
            }
        }
    }

    private void set(long thread, int nice) throws OsException {
        try {
            setpriority.check("setpriority " + nice, PRIO_PROCESS, thread, nice);
        } catch (OsException e) {
            if (!e.errno().equals("ESRCH")) { // It has ended since it was seen.
                throw e;
            }
        }
    }

    private synchronized @Nullable OsException obstacle() throws InterruptedException {
        if (trial == null) {
            Trial[] result = {new Trial(null)};
            Thread there = new Thread(
                    () -> {
                        try {
                            set(CALLER, LOWEST);
                            set(CALLER, own);
                        } catch (OsException e) {
                            result[0] = new Trial(e);
                        }
                    },
                    "priority-trial");
            there.start();
            there.join();
            trial = result[0];
        }
        return trial.obstacle();
    }
}
