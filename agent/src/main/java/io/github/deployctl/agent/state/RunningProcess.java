package io.github.deployctl.agent.state;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.os.ProcessId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agent must know of a launched process to find it again.
 *
 * @param token by which its adopter proves itself, and by which the process is found when the agent died before it could note the pid
 * @param process pid 0 until it is started
 * @param listeners the names of its listeners in the order of their descriptors: 3, 4, ... are the public ones, then the private ones
 * @param privatePorts by listener name
 * @param since the launch
 * @param jvm the process that holds the listeners, or null until one has bound them: the launched one, or another that it has started, a script its JVM say
 */
public record RunningProcess(
        String token,
        ProcessId process,
        List<String> listeners,
        Map<String, Integer> privatePorts,
        Instant since,
        @Nullable ProcessId jvm) {
    /** The first inherited descriptor, as sd_listen_fds(3) has it. */
    public static final int FIRST_FD = 3;

    private static final ProcessId NOT_STARTED = new ProcessId(0, 0);

    public RunningProcess {
        requireNonNull(token, "token");
        requireNonNull(process, "process");
        listeners = List.copyOf(listeners);
        privatePorts = Map.copyOf(privatePorts);
        requireNonNull(since, "since");
    }

    /** One that holds no listener yet. */
    public RunningProcess(
            String token, ProcessId process, List<String> listeners, Map<String, Integer> privatePorts, Instant since) {
        this(token, process, listeners, privatePorts, since, null);
    }

    /** The record that goes to disk before the process is started. */
    public static RunningProcess planned(
            String token, List<String> listeners, Map<String, Integer> privatePorts, Instant since) {
        return new RunningProcess(token, NOT_STARTED, listeners, privatePorts, since);
    }

    public RunningProcess startedAs(ProcessId actual) {
        return new RunningProcess(token, actual, listeners, privatePorts, since);
    }

    public RunningProcess heldBy(@Nullable ProcessId holder) {
        return new RunningProcess(token, process, listeners, privatePorts, since, holder);
    }

    /** Returns the process that holds the listeners, as far as that is known: whoever looks at connections, memory or threads looks there. */
    public ProcessId serving() {
        return jvm == null ? process : jvm;
    }

    /** Tells whether it is known that a child of the launched process holds the listeners. */
    public boolean isServedByAChild() {
        return jvm != null && !jvm.equals(process);
    }

    public boolean isStarted() {
        return process.pid() != 0;
    }
}
