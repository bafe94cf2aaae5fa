package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.Processes.Signal;
import io.github.deployctl.agent.state.RunningProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ends what was launched for a generation, which may be more than one process, so that nothing of it stays. For the owner thread. */
final class Endings {
    private final Board board;
    private final Processes processes;
    private final Set<ProcessId> leftBehind = new HashSet<>();

    Endings(Board board, Processes processes) {
        this.board = board;
        this.processes = processes;
    }

    /**
     * Asks for a graceful end. Where a script has started the JVM that serves, only that JVM is asked: a shell would end at once, and its exit would be taken
     * for the app's, while it follows its last command anyway. Before anything serves there is nothing to be graceful about, so all are asked.
     */
    void ask(RunningProcess process) {
        if (process.jvm() == null || !processes.signal(process.serving(), Signal.TERM)) {
            send(Signal.TERM, processes.session(process.process()));
        }
    }

    /** Ends them all, now. */
    void force(RunningProcess process) {
        send(Signal.KILL, processes.session(process.process()));
    }

    /**
     * The launched process has ended: what it has left behind follows.
     *
     * @param patience until those that are still there are killed
     */
    void sweep(long number, RunningProcess process, Duration patience) {
        List<ProcessId> left = processes.session(process.process());
        if (left.isEmpty()) {
            return;
        }
        board.log("generation " + number + " has left " + left + ", which are ended");
        leftBehind.addAll(left);
        board.passed("swept");
        left.forEach(each -> processes.onExit(
                each,
                status -> board.post(() -> {
                    leftBehind.remove(each);
                    board.settle();
                })));
        send(Signal.TERM, left);
        board.after(patience, () -> send(Signal.KILL, left));
    }

    /** Tells whether something that a generation left behind has not ended yet. */
    boolean isSweeping() {
        return !leftBehind.isEmpty();
    }

    private void send(Signal signal, List<ProcessId> to) {
        to.forEach(process -> processes.signal(process, signal));
    }
}
