package io.github.deployctl.common.protocol;

/**
 * Settings of a host's kernel, and of the agent's own limits, that decide what a hand-over costs its users. A figure that could not be read is -1.
 *
 * @param synBacklog {@code net.ipv4.tcp_max_syn_backlog}, tcp(7)
 * @param synCookies {@code net.ipv4.tcp_syncookies}; other than 0 nobody is turned away for the one before
 * @param abortOnOverflow {@code net.ipv4.tcp_abort_on_overflow}; 1 resets whoever comes to a full accept queue
 * @param openFiles the soft limit of descriptors (RLIMIT_NOFILE, getrlimit(2)), which the app inherits
 * @param nice the soft limit of RLIMIT_NICE: at 20 and above a process may come back to nice 0
 */
public record KernelSettings(long synBacklog, long synCookies, long abortOnOverflow, long openFiles, long nice) {}
