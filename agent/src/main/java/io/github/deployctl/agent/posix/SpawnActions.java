package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.OsException;
import java.nio.file.Path;

/** What a child does to its copy of the descriptors before it executes the program (posix_spawn_file_actions_addopen(3)), in the order of the calls. */
final class SpawnActions {
    /** More than the 80 bytes that glibc's structure has. */
    private static final int BYTES = 512;

    private static final int O_RDONLY = 0;
    private static final int MARGIN = 256;

    private final SpawnCalls calls;
    private final NativeMemory memory;
    private final long address;

    SpawnActions(SpawnCalls calls, NativeMemory memory) throws OsException {
        this.calls = calls;
        this.memory = memory;
        this.address = memory.allocate(BYTES);
        calls.actionsInit.checkError("posix_spawn_file_actions_init", address);
    }

    long address() {
        return address;
    }

    /** The child's {@code number} becomes what {@code source} is, and survives the exec since dup2(2) clears close-on-exec. They must differ. */
    void duplicate(int source, int number) throws OsException {
        calls.addDup2.checkError("posix_spawn_file_actions_adddup2", address, source, number);
    }

    void openNull(int number) throws OsException {
        calls.addOpen.checkError(
                "posix_spawn_file_actions_addopen", address, number, memory.string("/dev/null"), O_RDONLY, 0);
    }

    void changeFolder(Path folder) throws OsException {
        calls.addChdir.checkError("posix_spawn_file_actions_addchdir_np", address, memory.string(folder.toString()));
    }

    /**
     * Closes every descriptor from {@code first} on. It is the child that does so, in a copy of the table that nobody else changes, so what other threads
     * open while it is made cannot leak.
     */
    void closeFrom(int first) throws OsException {
        if (calls.addCloseFrom != null) {
            calls.addCloseFrom.checkError("posix_spawn_file_actions_addclosefrom_np", address, first);
            return;
        }
        // Before glibc 2.34 each is closed by its number. Closing what is not open is no error to posix_spawn(3), and a
        // new descriptor gets the lowest free
        // number, so those that other threads open until the child is made lie in the margin.
        int end = Fds.highestOpen() + MARGIN;
        for (int number = first; number <= end; number++) {
            if ((int) calls.addClose.call(address, number) != 0) {
                return; // Beyond the limit of this process (RLIMIT_NOFILE), so nothing is open there.
            }
        }
    }

    void destroy() {
        calls.actionsDestroy.call(address);
    }
}
