package io.github.deployctl.agent.os;

/**
 * A listener that only one candidate can answer on.
 *
 * @param fd owned by whoever holds this record
 * @param port on 127.0.0.1, chosen by the kernel
 */
public record PrivateListener(Fd fd, int port) {}
