package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import java.util.ArrayList;
import java.util.List;

/** Makes child processes with posix_spawn(3), which copies nothing of the JVM's memory. Thread-safe. */
final class Spawner {
    private static final int FIRST_PASSED = 3;

    private final SpawnCalls calls;
    private final Fds fds;

    Spawner(SpawnCalls calls, Fds fds) {
        this.calls = calls;
        this.fds = fds;
    }

    /** Returns the number of a new child, which the caller must reap. */
    long spawn(LaunchCommand command) throws OsException {
        try (PosixFd log = fds.openLog(command.log())) {
            return spawn(command, log, log);
        }
    }

    /** Returns that of one that prints to these instead of the command's log. */
    long spawn(LaunchCommand command, PosixFd out, PosixFd err) throws OsException {
        ChildImage image = ChildImage.of(command);
        fds.checkFolder(command.cwd());
        List<PosixFd> sources = new ArrayList<>();
        try (NativeMemory memory = new NativeMemory()) {
            int end = FIRST_PASSED + command.fds().size();
            for (Fd fd : command.fds()) {
                sources.add(PosixFd.of(fd).duplicate(end));
            }
            sources.add(out.duplicate(end));
            sources.add(err.duplicate(end));
            Fd stdin = command.stdin();
            if (stdin != null) {
                sources.add(PosixFd.of(stdin).duplicate(end));
            }
            SpawnActions actions = new SpawnActions(calls, memory);
            SpawnAttributes attributes = new SpawnAttributes(calls, memory);
            try {
                plan(actions, sources, command);
                return run(image, memory, actions, attributes);
            } finally {
                attributes.destroy();
                actions.destroy();
            }
        } finally {
            sources.forEach(PosixFd::close);
        }
    }

    /**
     * Every source is a duplicate numbered above all targets, so no dup2 overwrites a later source and none has its target as its source, which would leave
     * close-on-exec set. It also stays open here whatever the owner of the original does meanwhile.
     *
     * @param sources the listeners, then where it prints to, then stdin if there is one
     */
    private void plan(SpawnActions actions, List<PosixFd> sources, LaunchCommand command) throws OsException {
        int passed = command.fds().size();
        for (int i = 0; i < passed; i++) {
            actions.duplicate(sources.get(i).use(fd -> fd), FIRST_PASSED + i);
        }
        if (command.stdin() == null) {
            actions.openNull(0);
        } else {
            actions.duplicate(sources.get(passed + 2).use(fd -> fd), 0);
        }
        actions.duplicate(sources.get(passed).use(fd -> fd), 1);
        actions.duplicate(sources.get(passed + 1).use(fd -> fd), 2);
        actions.changeFolder(command.cwd());
        actions.closeFrom(FIRST_PASSED + passed);
    }

    private long run(ChildImage image, NativeMemory memory, SpawnActions actions, SpawnAttributes attributes)
            throws OsException {
        long pid = memory.pointerTo(0);
        calls.spawn.checkError(
                "execute " + image.program(),
                pid,
                memory.string(image.program()),
                actions.address(),
                attributes.address(),
                memory.strings(image.argv()),
                memory.strings(image.environment()));
        return memory.getInt(pid);
    }
}
