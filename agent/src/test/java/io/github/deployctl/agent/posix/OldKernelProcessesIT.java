package io.github.deployctl.agent.posix;

import java.nio.file.Path;

/** A kernel without pidfds. */
final class OldKernelProcessesIT extends PosixProcessesContract {
    @Override
    Kernel start(Path folder) {
        return Kernel.old(folder);
    }
}
