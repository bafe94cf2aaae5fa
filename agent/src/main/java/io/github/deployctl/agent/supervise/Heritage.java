package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.state.SavedState;
import java.util.List;

/** Takes up the processes that a former agent has left, and buries those that have ended meanwhile. For the owner thread. */
final class Heritage {
    private final Board board;
    private final Surroundings around;
    private final Heirs heirs;

    Heritage(Board board, Surroundings around, Heirs heirs) {
        this.board = board;
        this.around = around;
        this.heirs = heirs;
    }

    /** Who goes on with them. */
    record Heirs(Performance performance, ServingJvms jvms, Exits exits) {}

    /**
     * Does so with each of {@code members}; the board knows which of their processes still run.
     *
     * @param allGone whether none does
     */
    void takeUp(SavedState saved, List<Generation> members, boolean allGone) {
        for (Generation member : members) {
            long number = member.number();
            RunningProcess process = board.process(number).orElse(null);
            if (process != null) {
                around.adopters().expect(number, process.token());
                board.watch(number, process);
                heirs.jvms().resume(number, process);
                heirs.performance().takeUp(number, process);
                continue;
            }
            RunningProcess recorded = saved.processes().get(number);
            if (recorded != null && recorded.isStarted()) {
                heirs.performance().sweep(number, recorded);
            }
            heirs.exits().lost(number, allGone);
        }
    }
}
