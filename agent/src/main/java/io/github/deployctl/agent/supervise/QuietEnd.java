package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.LowPriority;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.StartUp;

/**
 * Has a generation end on what the live one leaves of the processors: a JVM that runs its shutdown hooks takes a processor for half a second, just when another
 * has taken over and compiles. Half of {@code stop.timeout} it gets like that, the other half at its usual priority. For the owner thread.
 */
final class QuietEnd {
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
            aside("quiet-end-" + stopping.number(), () -> low.begin(process));
            board.afterIfStill(
                    stopping,
                    releases.deadlines(board.now(), stopping.number()).stop().dividedBy(2),
                    () -> aside("hurry-" + stopping.number(), () -> low.end(process)));
        }
    }

    /** What may wait for the kernel. */
    private interface Step {
        void run() throws InterruptedException;
    }

    private static void aside(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (InterruptedException nobodyDoes) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
