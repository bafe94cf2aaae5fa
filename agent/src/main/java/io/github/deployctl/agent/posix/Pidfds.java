package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.procfs.ProcTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Descriptors that stand for one process and never for a later one with its number (pidfd_open(2)). The start time is compared while the descriptor is open,
 * so from then on whatever is done through it reaches this very process or nobody. Where the kernel has none, the start time is compared just before a number
 * is used. Thread-safe.
 */
final class Pidfds {
    /** The numbers of system calls since Linux 5.1 are the same on every architecture. */
    private static final int PIDFD_SEND_SIGNAL = 424;

    static final int PIDFD_OPEN = 434;
    private static final int PIDFD_GETFD = 438;

    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int SIGINFO_BYTES = 128;
    private static final int SI_CODE_OFFSET = 8;
    private static final int SI_STATUS_OFFSET = 24;
    private static final int POLLFD_BYTES = 8;
    private static final int POLLIN = 1;
    private static final int FOREVER = -1;

    private final Fds fds;
    private final ProcTable table;
    private final int openCall;
    private final NativeFunction syscall;
    private final NativeFunction kill;
    private final NativeFunction poll;
    private final NativeFunction waitid;

    /** @param openCall the number of pidfd_open(2), or one that no kernel has to do without it */
    Pidfds(Libc libc, Fds fds, ProcTable table, int openCall) {
        this.openCall = openCall;
        kill = libc.function("kill");
        this.fds = fds;
        this.table = table;
        syscall = libc.function("syscall");
        poll = libc.function("poll");
        waitid = libc.function("waitid");
    }

    /** Sends a signal (pidfd_send_signal(2)). Returns false when the process has ended. */
    boolean signal(ProcessId process, int signal) throws OsException {
        String subject = "signal " + process;
        try (PosixFd pidfd = open(process, subject)) {
            if (!table.isAlive(process)) {
                return false;
            }
            pidfd.use(fd -> syscall.check(subject, PIDFD_SEND_SIGNAL, fd, signal, 0, 0));
            return true;
        } catch (OsException e) {
            if (isMissing(e)) {
                return signalByNumber(process, signal);
            }
            if (e.errno().equals("ESRCH")) {
                return false;
            }
            throw e;
        }
    }

    /** Copies a descriptor of the process into this one, close-on-exec (pidfd_getfd(2), Linux 5.6). */
    int take(ProcessId process, int number, String subject) throws OsException {
        try (PosixFd pidfd = open(process, subject)) {
            return pidfd.use(fd -> syscall.check(subject, PIDFD_GETFD, fd, number, 0));
        }
    }

    /** Blocks until the process has ended. Reaps it when it is a child of this one after all, as every orphan is that of PID 1. */
    ExitStatus awaitExit(ProcessId process) {
        try (PosixFd pidfd = open(process, "wait for " + process);
                NativeMemory memory = new NativeMemory()) {
            // Nobody else has this descriptor, so its number stays good while its lock is not held.
            int number = pidfd.use(fd -> fd);
            // struct pollfd: int fd; short events; short revents
            ByteBuffer pollfd = ByteBuffer.allocate(POLLFD_BYTES).order(ByteOrder.nativeOrder());
            pollfd.putInt(number).putShort((short) POLLIN);
            poll.check("poll", memory.bytes(pollfd.array()), 1, FOREVER);
            return reapIfChild(number, memory);
        } catch (OsException e) {
            if (isMissing(e)) {
                awaitByNumber(process);
            }
            return new ExitStatus.Unknown(); // Else it was gone already.
        }
    }

    private ExitStatus reapIfChild(int pidfd, NativeMemory memory) {
        long siginfo = memory.allocate(SIGINFO_BYTES);
        long result = waitid.call(P_PIDFD, pidfd, siginfo, WEXITED | WNOHANG);
        int code = (int) result == 0 ? memory.getInt(siginfo + SI_CODE_OFFSET) : 0;
        return WaitStatus.ofSiginfo(code, memory.getInt(siginfo + SI_STATUS_OFFSET));
    }

    /** @throws OsException ESRCH when the process is gone */
    private PosixFd open(ProcessId process, String subject) throws OsException {
        PosixFd pidfd = fds.own(syscall.check(subject, openCall, process.pid(), 0));
        if (!table.identify(process.pid()).equals(process)) {
            pidfd.close();
            throw new OsException(subject, "ESRCH", "No such process");
        }
        return pidfd;
    }

    /** Linux before 5.3 says ENOSYS; a container's filter that knows less than its kernel says EPERM, which pidfd_open(2) itself never does. */
    private static boolean isMissing(OsException e) {
        return e.errno().equals("ENOSYS") || e.errno().equals("EPERM");
    }

    private boolean signalByNumber(ProcessId process, int signal) throws OsException {
        if (!table.isAlive(process)) {
            return false;
        }
        kill.check("signal " + process, process.pid(), signal);
        return true;
    }

    private void awaitByNumber(ProcessId process) {
        Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
        // Asked second, so that the handle is known to be this process's.
        if (handle.isPresent() && table.isAlive(process)) {
            handle.get().onExit().join();
        }
    }
}
