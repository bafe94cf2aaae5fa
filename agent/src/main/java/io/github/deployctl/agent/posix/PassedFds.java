package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Descriptors put at 3 and up for an exec, over whatever the JVM has there, with all others made close-on-exec; {@link #close} puts everything back. From the
 * one to the other the JVM must do as little as can be: its jars, say, are not where it thinks.
 */
final class PassedFds implements AutoCloseable {
    private static final int FIRST = 3;

    private final Fds fds;
    private final List<PosixFd> passed = new ArrayList<>();
    /** What was at the number, or null when nothing was. */
    private final List<@Nullable PosixFd> before = new ArrayList<>();

    private final @Nullable PosixFd extra;

    /** @param other gets a number above them */
    PassedFds(Fds fds, List<Fd> listeners, Optional<Fd> other) throws OsException {
        this.fds = fds;
        int end = FIRST + listeners.size();
        for (Fd listener : listeners) {
            passed.add(PosixFd.of(listener).duplicate(end));
        }
        extra = other.isPresent() ? PosixFd.of(other.get()).duplicate(end) : null;
        for (int target = FIRST; target < end; target++) {
            before.add(fds.isOpen(target) ? fds.duplicate(target, end) : null);
        }
    }

    /** Returns the number of the one that is no listener. */
    Optional<Integer> extra() throws OsException {
        return extra == null ? Optional.empty() : Optional.of(extra.use(number -> number));
    }

    void place() throws OsException {
        fds.closeAllOnExec(FIRST);
        for (int i = 0; i < passed.size(); i++) {
            int target = FIRST + i;
            passed.get(i).use(number -> fds.copy(number, target));
        }
        if (extra != null) {
            extra.use(number -> fds.passOn(number));
        }
    }

    @Override
    public void close() throws OsException {
        for (int i = 0; i < before.size(); i++) {
            int target = FIRST + i;
            PosixFd old = before.get(i);
            if (old == null) {
                fds.close(target);
            } else {
                old.use(number -> fds.copy(number, target));
                fds.setCloseOnExec(target);
                old.close();
            }
        }
        passed.forEach(PosixFd::close);
        if (extra != null) {
            extra.close();
        }
    }
}
