package io.github.deployctl.agent.os;

/** TCP ports, both ends included. */
public record PortRange(int first, int last) {
    public boolean contains(int port) {
        return port >= first && port <= last;
    }
}
