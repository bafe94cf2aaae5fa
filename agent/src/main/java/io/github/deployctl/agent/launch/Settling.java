package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import java.time.Duration;

/**
 * Waits, in a warm-up and after it, until a JVM's compilers have done what it gave them to do: they would take the processors from its first users. A JVM that
 * is never calm is not waited for for long. Thread-safe.
 */
public final class Settling {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(5);

    /** Of the time between two looks: the kernel counts in hundredths of a second (proc_pid_stat(5)), and an app that idles takes some. */
    private static final int CALM_PERCENT = 15;

    private final Host host;
    private final Rest rest;

    public Settling(Host host) {
        this(host, time -> Thread.sleep(time.toMillis()));
    }

    Settling(Host host, Rest rest) {
        this.host = host;
        this.rest = rest;
    }

    /** Lets time pass between two looks. */
    interface Rest {
        void take(Duration time) throws InterruptedException;
    }

    /** Takes at most {@code time}; on the calling thread, whose interrupt ends it. */
    public void await(ProcessId process, Duration time) throws InterruptedException {
        long looks = (time.compareTo(MOST) < 0 ? time : MOST).dividedBy(LOOK);
        Duration before = host.processorTime(process);
        for (long i = 0; i < looks; i++) {
            rest.take(LOOK);
            Duration now = host.processorTime(process);
            if (now.minus(before).toNanos() * 100 <= LOOK.toNanos() * CALM_PERCENT) {
                return;
            }
            before = now;
        }
    }
}
