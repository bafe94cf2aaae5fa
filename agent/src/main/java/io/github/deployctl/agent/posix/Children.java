package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reaps what was launched here: a thread for each child sleeps in waitpid(2) until that child has ended, so no zombie stays and nothing polls. Thread-safe. */
final class Children {
    /** How many ended children are remembered for somebody who asks late. */
    private static final int REMEMBERED = 64;

    private static final int SIGCHLD = 17;
    private static final int SIG_DFL = 0;

    private final NativeFunction waitpid;
    /** Oldest first. */
    private final Map<ProcessId, Child> children = new LinkedHashMap<>();

    Children(Libc libc) {
        waitpid = libc.function("waitpid");
        // Whoever started the agent may have ignored it, and then the kernel reaps children itself and their status is
        // lost (wait(2)).
        libc.function("signal").call(SIGCHLD, SIG_DFL);
    }

    void add(ProcessId process) {
        Child child = new Child();
        synchronized (children) {
            children.put(process, child);
        }
        Waiters.start("waits for " + process, () -> {
            child.ended(reap(process));
            forgetOldest();
        });
    }

    /** Returns false for a process that was not launched here, or that ended too long ago to be remembered. */
    boolean onExit(ProcessId process, Consumer<ExitStatus> listener) {
        @Nullable Child child;
        synchronized (children) {
            child = children.get(process);
        }
        if (child == null) {
            return false;
        }
        ExitStatus status = child.statusOrTell(listener);
        if (status != null) {
            Waiters.start("tells of " + process, () -> listener.accept(status));
        }
        return true;
    }

    private ExitStatus reap(ProcessId process) {
        try (NativeMemory memory = new NativeMemory()) {
            long status = memory.pointerTo(0);
            waitpid.check("waitpid " + process, process.pid(), status, 0);
            return WaitStatus.of(memory.getInt(status));
        } catch (OsException e) {
            return new ExitStatus.Unknown(); // ECHILD: somebody else has reaped it.
        }
    }

    private void forgetOldest() {
        synchronized (children) {
            Iterator<Child> oldest = children.values().iterator();
            for (int excess = children.size() - REMEMBERED; excess > 0 && oldest.hasNext(); ) {
                if (oldest.next().hasEnded()) {
                    oldest.remove();
                    excess--;
                }
            }
        }
    }
}
