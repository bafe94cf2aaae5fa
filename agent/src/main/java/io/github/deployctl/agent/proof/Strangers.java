package io.github.deployctl.agent.proof;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.SocketHolder;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Processes that hold a public listener and should not: a connection that one of them accepts is lost to the app, and one that holds it after the app was
 * removed keeps the port. Thread-safe; a look at a host with a hundred processes took 50 to 100 ms.
 */
public final class Strangers {
    private final Host host;
    private final Processes processes;

    public Strangers(Host host, Processes processes) {
        this.host = host;
        this.processes = processes;
    }

    /**
     * Returns those that are there at two looks. A process that is being started has whatever its parent has until it executes its program (fork(2)), so one
     * look would take it for a stranger.
     *
     * @param inodes of the listeners
     * @param known numbers of processes that may hold them
     * @param leaders of sessions whose members may
     */
    public List<SocketHolder> find(Set<Long> inodes, Set<Long> known, Collection<ProcessId> leaders) {
        List<SocketHolder> seen = look(inodes, known, leaders);
        if (seen.isEmpty()) {
            return seen;
        }
        List<SocketHolder> again = look(inodes, known, leaders);
        return seen.stream().filter(again::contains).toList();
    }

    private List<SocketHolder> look(Set<Long> inodes, Set<Long> known, Collection<ProcessId> leaders) {
        List<SocketHolder> holders = host.holders(inodes);
        Set<ProcessId> ours = new HashSet<>();
        // Asked last, so that whoever was started meanwhile is among them.
        leaders.forEach(leader -> ours.addAll(processes.session(leader)));
        return holders.stream()
                .filter(holder -> !known.contains(holder.process().pid()) && !ours.contains(holder.process()))
                .toList();
    }
}
