package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.ExitStatus;

/** How the kernel says that a process ended: as one number in wait(2), as two in waitid(2). */
final class WaitStatus {
    private static final int CLD_EXITED = 1;
    private static final int CLD_KILLED = 2;
    private static final int CLD_DUMPED = 3;

    /** Signals 1 to 31, of which x86-64 and AArch64 have the same (signal(7)). */
    private static final String NAMES =
            "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD "
                    + "CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS";

    private WaitStatus() {}

    static ExitStatus of(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? new ExitStatus.Exited((status >>> 8) & 0xff) : new ExitStatus.Signaled(name(signal));
    }

    static ExitStatus ofSiginfo(int code, int status) {
        return switch (code) {
            case CLD_EXITED -> new ExitStatus.Exited(status);
            case CLD_KILLED, CLD_DUMPED -> new ExitStatus.Signaled(name(status));
            default -> new ExitStatus.Unknown();
        };
    }

    private static String name(int signal) {
        String[] names = NAMES.split(" ", -1);
        return signal <= names.length ? "SIG" + names[signal - 1] : "signal " + signal;
    }
}
