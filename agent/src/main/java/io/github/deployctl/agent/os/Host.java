package io.github.deployctl.agent.os;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be seen of the host and of a process from outside. A figure that cannot be read is 0 or empty, never an exception: nothing depends on it alone. */
public interface Host {
    /** Returns {@code MemAvailable}, or what the agent's own memory cgroup leaves where that is less, in bytes. */
    long availableMemory();

    /** Returns what is left of the host's memory and under each limit that the agent's memory cgroup, or one above it, has. What cannot be read is left out. */
    List<MemoryRoom> memory();

    /**
     * Returns the share of the last ten seconds, in percent, in which some process of the host or of the agent's cgroup waited for memory; 0 where the kernel
     * does not tell.
     */
    double memoryStall();

    /** Returns resident memory, in bytes. */
    long residentMemory(ProcessId process);

    /** Returns the time that its threads have spent on processors, in steps of 10 ms; zero when it is gone. */
    Duration processorTime(ProcessId process);

    /** Returns how many more descriptors the agent itself may open (RLIMIT_NOFILE, getrlimit(2)); 0 when that cannot be read. */
    long freeDescriptors();

    /** Returns what the kernel has counted of memory that ran out, for the host and for the control group that {@code process} is in now. */
    OomCounters oomCounters(ProcessId process);

    /** Returns the same figures as they are now, whether the process is still there or not. */
    OomCounters again(OomCounters counters);

    /** Returns the addresses a process listens on, {@code [::]:8080}, sorted. */
    List<String> listening(ProcessId process);

    /** Counts the connections a process holds on local {@code ports} that may still carry a request or a response (states ESTABLISHED and CLOSE_WAIT). */
    int connections(ProcessId process, Set<Integer> ports);

    /** Returns the ports from which the kernel chooses where a program asks for none in particular ({@code ip_local_port_range}, ip(7)). */
    PortRange ephemeralPorts();

    /** Tells whether anybody listens on a port, at whatever address. */
    boolean isListenedOn(int port);

    /** Returns what the kernel cuts every listener's backlog down to ({@code net.core.somaxconn}, listen(2)); 0 when that cannot be read. */
    int longestBacklog();

    /** Returns who listens on a port, {@code pid 812 (nginx)}, or an empty string when that cannot be seen. */
    String holderOf(int port);

    /** Returns the processes that have one of the sockets open, as far as this process may look at them, itself included. It costs a look at every descriptor. */
    List<SocketHolder> holders(Set<Long> inodes);

    /** Returns what was dropped in the agent's own network namespace; nothing where the kernel does not tell. */
    Optional<ListenCounters> listenCounters();
}
