package io.github.deployctl.agent.os;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connections as the test sets them; refuses to tell until it has set some. */
public final class FakeConnections implements Connections {
    private record Place(ProcessId process, int port) {}

    private final Map<Place, List<Connection>> held = new ConcurrentHashMap<>();

    /** From now on the process holds these on a port. */
    public void set(ProcessId process, int port, Connection... connections) {
        held.put(new Place(process, port), List.of(connections));
    }

    @Override
    public List<Connection> of(ProcessId process, Set<Integer> ports) throws OsException {
        if (held.isEmpty()) {
            throw new OsException("sock_diag", "ENOENT", "No such file or directory");
        }
        List<Connection> found = new ArrayList<>();
        for (int port : ports) {
            found.addAll(held.getOrDefault(new Place(process, port), List.of()));
        }
        return found;
    }
}
