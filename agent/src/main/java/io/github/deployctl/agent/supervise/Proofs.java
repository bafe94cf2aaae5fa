package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.SocketHolder;
import io.github.deployctl.agent.proof.Sampler;
import io.github.deployctl.agent.proof.Strangers;
import io.github.deployctl.agent.proof.Watched;
import io.github.deployctl.agent.proof.Window;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.ListenAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has the listeners looked at while an operation moves the traffic: from just before the move until the old generation is drained, or until nothing waits any
 * more where there is no old one. For the owner thread.
 */
final class Proofs {
    /** So long the end of an operation that found connections waiting, after a crash say, waits for them to be accepted. */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(1);

    private static final Duration SETTLE_PAUSE = Duration.ofMillis(20);

    /** A look at every descriptor of the host does not take the processor from the first requests of the new generation; a drain takes longer than that. */
    private static final Duration STRANGERS_DELAY = Duration.ofMillis(30);

    private final Board board;
    private final Operations operations;
    private final PublicListeners listeners;
    private final Releases releases;
    private final Sampler sampler;
    private final Strangers strangers;

    Proofs(Board board, Surroundings around, Operations operations, PublicListeners listeners, Releases releases) {
        this.board = board;
        this.operations = operations;
        this.listeners = listeners;
        this.releases = releases;
        this.sampler = around.sampler();
        this.strangers = new Strangers(around.host(), around.processes());
    }

    /** From here on until {@code number} has taken the listeners a connection may have to wait. Where it is looked at already, nothing changes. */
    void begin(long number) {
        Optional<Operation> operation = operations.of(number).filter(o -> o.window() == null);
        Optional<Release> release = releases.of(board.now(), number);
        if (operation.isEmpty() || release.isEmpty()) {
            return;
        }
        List<Watched> watched = new ArrayList<>();
        for (Map.Entry<String, ListenAddress> entry :
                release.get().declaration().listeners().entrySet()) {
            // One that this very release has added is opened just before its launch, and nobody can wait there before.
            if (listeners.holds(entry.getValue())) {
                watched.add(new Watched(entry.getKey(), listeners.get(entry.getValue())));
            }
        }
        operation
                .get()
                .watched(sampler.open(
                        Long.toString(number),
                        watched,
                        () -> board.now().find(number).isPresent()));
    }

    /** No process accepts until {@code number} does; the old one was told to leave, or has ended. */
    void beginAlone(long number) {
        if (board.now().live().isEmpty()) {
            begin(number);
        }
    }

    /** It has taken them, and can have changed them thereby. */
    void moved(long number) {
        operations.of(number).ifPresent(this::moved);
        listeners.restore();
    }

    private void moved(Operation operation) {
        Window window = operation.window();
        if (window == null) {
            return;
        }
        window.moved();
        settle(operation, board.nanos() + SETTLE_TIME.toNanos());
        board.after(STRANGERS_DELAY, () -> lookForStrangers(window));
    }

    private void lookForStrangers(Window window) {
        Set<Long> inodes = inodes(window.watched());
        Set<Long> known = new HashSet<>(Set.of(1L, ProcessHandle.current().pid()));
        // A service manager keeps copies.
        ProcessHandle.current().parent().map(ProcessHandle::pid).ifPresent(known::add);
        List<ProcessId> leaders = new ArrayList<>();
        for (Generation member : board.now().members()) {
            Optional<RunningProcess> process = board.process(member.number());
            process.map(RunningProcess::process).ifPresent(leaders::add);
            process.map(RunningProcess::serving).map(ProcessId::pid).ifPresent(known::add);
        }
        sampler.aside("holders", () -> {
            for (SocketHolder stranger : strangers.find(inodes, known, leaders)) {
                String text = stranger + " holds a public listener, and is neither the agent nor part of a generation; "
                        + "what it accepts does not reach the app";
                window.found(text);
                board.log(text);
            }
        });
    }

    private void settle(Operation operation, long until) {
        if (operation.isSettled()) {
            return;
        }
        if (board.nanos() >= until) {
            operation.conclude();
        }
        board.after(SETTLE_PAUSE, () -> {
            settle(operation, until);
            // Whoever waits for the outcome may have waited for this alone.
            board.apply(now -> new Step(now, List.of()));
        });
    }

    private static Set<Long> inodes(List<Watched> watched) {
        Set<Long> inodes = new HashSet<>();
        for (Watched each : watched) {
            inode(each.fd()).ifPresent(inodes::add);
        }
        return inodes;
    }

    private static Optional<Long> inode(Fd listener) {
        try {
            return Optional.of(listener.inode());
        } catch (OsException e) {
            return Optional.empty(); // It was closed meanwhile.
        }
    }
}
