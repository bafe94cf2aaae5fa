package io.github.deployctl.agent.os;

/**
 * A process that has a socket open.
 *
 * @param name as the kernel shows it, at most 15 characters
 */
public record SocketHolder(ProcessId process, String name) {
    @Override
    public String toString() {
        return process + " (" + name + ")";
    }
}
