package io.github.deployctl.agent.os;

import java.util.List;
import java.util.Set;

/** The TCP connections of processes, each with what tells a busy one from an idle one. Thread-safe. */
public interface Connections {
    /**
     * Returns those that {@code process} holds on local {@code ports} and that may still carry a request or a response (states ESTABLISHED and CLOSE_WAIT);
     * none when the process is gone.
     *
     * @throws OsException where this kernel does not tell, or may not be asked
     */
    List<Connection> of(ProcessId process, Set<Integer> ports) throws OsException;
}
