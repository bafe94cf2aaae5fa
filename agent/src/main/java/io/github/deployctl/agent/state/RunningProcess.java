package io.github.deployctl.agent.state;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.os.ProcessId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the agent must know of a launched process to find it again.
 *
 * @param token by which its adopter proves itself, and by which the process is found when the agent died before it could note the pid
 * @param process pid 0 until it is started
 * @param listeners the names of its listeners in the order of their descriptors: 3, 4, ... are the public ones, then the private ones
 * @param privatePorts by listener name
 * @param since the launch
 */
public record RunningProcess(
        String token, ProcessId process, List<String> listeners, Map<String, Integer> privatePorts, Instant since) {
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

    /** The record that goes to disk before the process is started. */
    public static RunningProcess planned(
            String token, List<String> listeners, Map<String, Integer> privatePorts, Instant since) {
        return new RunningProcess(token, NOT_STARTED, listeners, privatePorts, since);
    }

    public RunningProcess startedAs(ProcessId actual) {
        return new RunningProcess(token, actual, listeners, privatePorts, since);
    }

    public boolean isStarted() {
        return process.pid() != 0;
    }
}
