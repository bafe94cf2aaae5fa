package io.github.deployctl.agent.posix;

import org.jspecify.annotations.Nullable;

/** The functions of the posix_spawn(3) family. Thread-safe. */
final class SpawnCalls {
    final NativeFunction spawn;
    final NativeFunction actionsInit;
    final NativeFunction actionsDestroy;
    final NativeFunction addDup2;
    final NativeFunction addOpen;
    final NativeFunction addClose;
    final NativeFunction addChdir;

    /** Null before glibc 2.34. */
    final @Nullable NativeFunction addCloseFrom;

    final NativeFunction attributesInit;
    final NativeFunction attributesDestroy;
    final NativeFunction setFlags;
    final NativeFunction setSignalDefault;
    final NativeFunction setSignalMask;
    final NativeFunction fillSignals;
    final NativeFunction emptySignals;

    /** @param closeFrom false to do as an older C library makes us do */
    SpawnCalls(Libc libc, boolean closeFrom) {
        spawn = libc.function("posix_spawn");
        actionsInit = libc.function("posix_spawn_file_actions_init");
        actionsDestroy = libc.function("posix_spawn_file_actions_destroy");
        addDup2 = libc.function("posix_spawn_file_actions_adddup2");
        addOpen = libc.function("posix_spawn_file_actions_addopen");
        addClose = libc.function("posix_spawn_file_actions_addclose");
        addChdir = libc.function("posix_spawn_file_actions_addchdir_np");
        addCloseFrom = closeFrom ? libc.functionIfPresent("posix_spawn_file_actions_addclosefrom_np") : null;
        attributesInit = libc.function("posix_spawnattr_init");
        attributesDestroy = libc.function("posix_spawnattr_destroy");
        setFlags = libc.function("posix_spawnattr_setflags");
        setSignalDefault = libc.function("posix_spawnattr_setsigdefault");
        setSignalMask = libc.function("posix_spawnattr_setsigmask");
        fillSignals = libc.function("sigfillset");
        emptySignals = libc.function("sigemptyset");
    }
}
