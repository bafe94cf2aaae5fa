package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.LowPriority;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.StartUp;
import java.time.Duration;

/**
 * Has a generation end on what the live one leaves of the processors: a JVM that runs its shutdown hooks takes a processor for half a second, just when another
 * has taken over and compiles. After a second it is back at its usual priority: where no processor is ever idle it would not end in {@code stop.timeout}. For
 * the owner thread.
 */
final class QuietEnd {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Board board;
    private final LowPriority low;
    private final Releases releases;

    QuietEnd(Board board, LowPriority low, Releases releases) {
        this.board = board;
        this.low = low;
        this.releases = releases;
    }

    /** The process has got its signal already: it is not lowered before, since that may take a moment. */
    void begin(Generation stopping, RunningProcess process) {
        boolean served = board.now().live().isPresent();
        boolean wanted = releases.of(board.now(), stopping.number())
                .map(Release::declaration)
                .filter(declaration -> declaration.startUp().priority() == StartUp.Priority.LOW)
                .isPresent();
        if (served && wanted) {
            Aside.start("quiet-end-" + stopping.number(), () -> low.begin(process));
            Duration half =
                    releases.deadlines(board.now(), stopping.number()).stop().dividedBy(2);
            board.afterIfStill(
                    stopping,
                    half.compareTo(LONGEST) < 0 ? half : LONGEST,
                    () -> Aside.start("hurry-" + stopping.number(), () -> low.end(process)));
        }
    }
}
