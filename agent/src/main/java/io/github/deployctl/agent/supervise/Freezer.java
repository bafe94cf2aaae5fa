package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.Processes.Signal;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.ListenAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stops the processes of a generation that stands by, where its release wants that, so that nothing it does by itself is done twice. By SIGSTOP, which needs no
 * right over a cgroup. It is stopped only when no connection is left, since nobody would answer on one, and goes on before anything is asked of it: a stopped
 * process acts on no signal but SIGKILL (signal(7)). For the owner thread.
 */
final class Freezer {
    private final Board board;
    private final Host host;
    private final Processes processes;
    private final Releases releases;
    private final Set<Long> frozen = new HashSet<>();

    Freezer(Board board, Surroundings around, Releases releases) {
        this.board = board;
        this.host = around.host();
        this.processes = around.processes();
        this.releases = releases;
    }

    boolean isFrozen(long number) {
        return frozen.contains(number);
    }

    /** Stops it if that is wanted and no client is connected to it. */
    void freezeIfIdle(Generation standby) {
        long number = standby.number();
        Optional<RunningProcess> process = board.process(number);
        Optional<Release> release = wanted(number);
        if (isFrozen(number) || process.isEmpty() || release.isEmpty()) {
            return;
        }
        Set<Integer> ports = release.get().declaration().listeners().values().stream()
                .map(ListenAddress::port)
                .collect(Collectors.toUnmodifiableSet());
        if (host.connections(process.get().serving(), ports) > 0) {
            return;
        }
        // Before the first signal: an agent that dies after it takes all of them up as stopped, see takeUp.
        frozen.add(number);
        stop(process.get());
        board.log("generation " + number + " stands by frozen: its processes are stopped until they are wanted");
    }

    /** Lets it go on, if it was stopped. */
    void thaw(long number, RunningProcess process) {
        if (frozen.remove(number)) {
            processes.session(process.process()).forEach(each -> processes.signal(each, Signal.CONT));
        }
    }

    /** Another agent may have stopped it, and died: it goes on, so that its adopter can call, and is stopped again in time. */
    void takeUp(long number, RunningProcess process) {
        if (wanted(number).isPresent()) {
            frozen.add(number);
            thaw(number, process);
        }
    }

    private Optional<Release> wanted(long number) {
        return releases.of(board.now(), number)
                .filter(release -> release.declaration().safetyNet().frozen());
    }

    /** What is being started while the others are stopped is stopped the next time round. */
    private void stop(RunningProcess process) {
        Set<ProcessId> stopped = new HashSet<>();
        List<ProcessId> members = processes.session(process.process());
        while (stopped.addAll(members)) {
            members.forEach(each -> processes.signal(each, Signal.STOP));
            members = processes.session(process.process());
        }
    }
}
