package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.launch.Candidate;
import io.github.deployctl.agent.launch.LowPriority;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.Processes;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Lets candidates boot on what the live generation leaves of the processors, for as long as that is enough to boot with: next to threads that are never idle
 * one at nice 19 gets a seventieth of a processor (sched(7)), and would come up minutes later or never. For the owner thread, but {@link #begin}.
 */
final class QuietBoot {
    private static final Duration LOOK = Duration.ofSeconds(3);

    /** Of one processor, between two looks. A JVM that boots takes more than a whole one where it may. */
    private static final int ENOUGH_PERCENT = 25;

    private final Board board;
    private final LowPriority low;
    private final Processes processes;
    private final Host host;
    private final Predicate<Candidate> onTrial;

    /** @param onTrial tells whether a candidate still is; what is not keeps what it has */
    QuietBoot(Board board, LowPriority low, Surroundings around, Predicate<Candidate> onTrial) {
        this.board = board;
        this.low = low;
        this.processes = around.processes();
        this.host = around.host();
        this.onTrial = onTrial;
    }

    /** On the thread that tests the candidate, before anything else: what it starts later inherits it. */
    void begin(Candidate candidate) throws InterruptedException {
        low.begin(candidate.running());
    }

    /** Has it go on at its usual priority when it gets too little, and in any case after half of {@code ready.timeout}. */
    void watch(Candidate candidate) {
        Duration half = candidate.release().declaration().ready().timeout().dividedBy(2);
        lookLater(candidate, Duration.ZERO, half);
    }

    /** @param left how long it may stay low */
    private void lookLater(Candidate candidate, Duration before, Duration left) {
        Duration pause = left.compareTo(LOOK) < 0 ? left : LOOK;
        board.after(pause, () -> {
            if (!onTrial.test(candidate)) {
                return;
            }
            Duration now = taken(candidate);
            Duration got = now.minus(before);
            if (pause.equals(left)) {
                hurry(candidate, "is not ready after half of ready.timeout");
            } else if (got.toNanos() * 100 < pause.toNanos() * ENOUGH_PERCENT) {
                hurry(candidate, "got " + got.toMillis() + " ms of a processor in " + pause.toMillis() + " ms");
            } else {
                lookLater(candidate, now, left.minus(pause));
            }
        });
    }

    private void hurry(Candidate candidate, String why) {
        board.log("candidate " + candidate.number() + " " + why + "; it goes on at normal priority");
        Aside.start("hurry-" + candidate.number(), () -> low.end(candidate.running()));
    }

    /** By all that it has started, too: what launches the JVM may be a script. */
    private Duration taken(Candidate candidate) {
        return processes.session(candidate.running().process()).stream()
                .map(host::processorTime)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
