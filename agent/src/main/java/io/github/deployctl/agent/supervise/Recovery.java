package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.state.SavedState;
import io.github.deployctl.common.config.ListenAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds again what a former agent left running: the processes by pid and start time, or by their token when it died before it could note a pid, and the
 * public listeners in those processes, since a listener lives as long as any process holds it.
 */
final class Recovery {
    private final Surroundings around;
    private final PublicListeners listeners;

    Recovery(Surroundings around, PublicListeners listeners) {
        this.around = around;
        this.listeners = listeners;
    }

    /** Returns the processes that still run, by generation, and has put their listeners among the public ones. */
    Map<Long, RunningProcess> find(SavedState saved) {
        Map<Long, RunningProcess> alive = new HashMap<>();
        for (SavedState.Member member : saved.members()) {
            RunningProcess recorded = member.process();
            if (recorded != null) {
                if (recorded.isServedByAChild() && around.processes().isAlive(recorded.serving())) {
                    // Also when its script has died meanwhile: it may be all that holds a listener open.
                    around.store().find(member.release()).ifPresent(release -> takeListeners(recorded, release, saved));
                }
                Optional<RunningProcess> found = find(recorded);
                if (found.isEmpty() && recorded.isStarted()) {
                    reap(member.number(), recorded);
                }
                found.ifPresent(process -> {
                    alive.put(member.number(), process);
                    around.log().accept("generation " + member.number() + " still runs as " + process.process());
                    around.store().find(member.release()).ifPresent(release -> takeListeners(process, release, saved));
                });
            }
        }
        return alive;
    }

    /** It may be a child that nobody has reaped: of this very process, before another agent took its place in it. */
    private void reap(long number, RunningProcess recorded) {
        around.processes()
                .onExit(
                        recorded.process(),
                        status -> around.log()
                                .accept("generation " + number + " " + status.describe() + " while no agent ran"));
    }

    private Optional<RunningProcess> find(RunningProcess recorded) {
        if (recorded.isStarted()) {
            boolean isHeld = around.processes().isAlive(recorded.serving());
            return around.processes().isAlive(recorded.process())
                    ? Optional.of(isHeld ? recorded : recorded.heldBy(null))
                    : Optional.empty();
        }
        // What the app has started inherits the variable; the app itself is the oldest.
        return around.processes().findByEnvironment("DEPLOYCTL_TOKEN", recorded.token()).stream()
                .min(Comparator.comparingLong(ProcessId::startTicks))
                .map(recorded::startedAs);
    }

    private void takeListeners(RunningProcess process, Release release, SavedState saved) {
        for (int i = 0; i < process.listeners().size(); i++) {
            String name = process.listeners().get(i);
            ListenAddress address = release.declaration().listeners().get(name);
            if (address == null || !saved.listeners().contains(address) || listeners.holds(address)) {
                continue;
            }
            try {
                listeners.put(
                        address, around.listeners().take(process.serving(), RunningProcess.FIRST_FD + i, address));
                around.faults().pass("listener-taken");
            } catch (OsException e) {
                around.log()
                        .accept("listener " + name + " could not be taken back from " + process.serving() + ": "
                                + e.getMessage());
            }
        }
    }
}
