package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.OsException;

/** What else a child does before it executes the program: it leads a new session, blocks no signal and handles or ignores none. */
final class SpawnAttributes {
    /** More than the 336 bytes that glibc's structure has. */
    private static final int BYTES = 1024;

    private static final int SIGNAL_SET_BYTES = 128;

    private static final int SETSIGDEF = 0x04;
    private static final int SETSIGMASK = 0x08;
    /** Out of the agent's session and process group, so that neither a terminal's hang-up nor its Ctrl-C reaches an app (setsid(2)). */
    private static final int SETSID = 0x80;

    private final SpawnCalls calls;
    private final long address;

    SpawnAttributes(SpawnCalls calls, NativeMemory memory) throws OsException {
        this.calls = calls;
        this.address = memory.allocate(BYTES);
        calls.attributesInit.checkError("posix_spawnattr_init", address);
        long signals = memory.allocate(SIGNAL_SET_BYTES);
        calls.emptySignals.check("sigemptyset", signals);
        // The JVM's threads block some; a JVM that inherits a blocked SIGQUIT prints no thread dump.
        calls.setSignalMask.checkError("posix_spawnattr_setsigmask", address, signals);
        calls.fillSignals.check("sigfillset", signals);
        // An ignored signal stays ignored over execve(2), as SIGHUP is under nohup(1).
        calls.setSignalDefault.checkError("posix_spawnattr_setsigdefault", address, signals);
        calls.setFlags.checkError("posix_spawnattr_setflags", address, SETSIGDEF | SETSIGMASK | SETSID);
    }

    long address() {
        return address;
    }

    void destroy() {
        calls.attributesDestroy.call(address);
    }
}
