package io.github.deployctl.agent;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.SignalSource;
import io.github.deployctl.agent.posix.Orphans;
import io.github.deployctl.agent.supervise.Loop;
import java.time.Duration;
import java.util.Set;

/** What the first process of a container owes to those whose parent has ended: that they are reaped. For the owner thread of the loop. */
final class FirstProcess {
    /** Whoever waits for a child of his own has reaped it long before. */
    private static final Duration WAITED_FOR = Duration.ofSeconds(2);

    private final Loop loop;
    private final Orphans orphans;

    private FirstProcess(Loop loop, Orphans orphans) {
        this.loop = loop;
        this.orphans = orphans;
    }

    /** Begins to, where this is that process. */
    static void begin(long pid, Loop loop, SignalSource signals, Orphans orphans) {
        if (pid != 1) {
            return;
        }
        FirstProcess first = new FirstProcess(loop, orphans);
        signals.on("CHLD", () -> loop.post(first::look));
        // Those that ended before.
        loop.post(first::look);
    }

    private void look() {
        Set<ProcessId> zombies = orphans.zombies();
        if (!zombies.isEmpty()) {
            loop.after(WAITED_FOR, () -> orphans.reap(zombies));
        }
    }
}
