package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.state.RunningProcess;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows in which process each generation serves, which is a child of the launched one where that is a script. For the owner thread. */
final class ServingJvms {
    private final Board board;
    private final Processes processes;
    private final Performance performance;

    ServingJvms(Board board, Processes processes, Performance performance) {
        this.board = board;
        this.processes = processes;
        this.performance = performance;
    }

    /** {@code jvm} has bound a listener of generation {@code number}. */
    void holds(long number, ProcessId jvm) {
        Optional<RunningProcess> process = board.process(number).filter(p -> !jvm.equals(p.jvm()));
        if (process.isEmpty()) {
            return;
        }
        note(number, process.get(), jvm);
        if (!jvm.equals(process.get().process())) {
            board.log("generation " + number + " serves in " + jvm);
            watch(number, jvm);
        }
    }

    /** Takes up what a former agent has noted. */
    void resume(long number, RunningProcess process) {
        if (process.isServedByAChild()) {
            watch(number, process.serving());
        }
    }

    private void watch(long number, ProcessId jvm) {
        processes.onExit(jvm, status -> board.post(() -> ended(number, jvm)));
    }

    /** A script's JVM has ended. One on trial may be followed by another; one that served leaves nothing that could, whatever its script does. */
    private void ended(long number, ProcessId jvm) {
        Optional<RunningProcess> process = board.process(number).filter(p -> jvm.equals(p.jvm()));
        Optional<Generation> member = board.now().find(number);
        if (process.isEmpty() || member.isEmpty()) {
            return;
        }
        board.log("generation " + number + ": its JVM, " + jvm + ", has ended");
        note(number, process.get(), null);
        boolean served = !(member.get() instanceof Generation.Candidate || member.get() instanceof Generation.Stopping);
        if (served) {
            performance.sweep(number, process.get());
        }
    }

    private void note(long number, RunningProcess process, @Nullable ProcessId jvm) {
        try {
            board.processIs(number, process.heldBy(jvm));
        } catch (IOException e) {
            board.log("state.json could not be written: " + e.getMessage());
        }
    }
}
