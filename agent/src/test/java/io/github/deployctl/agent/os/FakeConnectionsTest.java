package io.github.deployctl.agent.os;

final class FakeConnectionsTest extends ConnectionsContract {
    private final FakeConnections connections = new FakeConnections();

    @Override
    protected Connections connections() {
        return connections;
    }

    @Override
    protected Server server() {
        ProcessId process = new ProcessId(12, 340);
        connections.set(process, 8080, new Connection(0, 5, 5, 5, 0), new Connection(0, 9, 9, 9, 0));
        return new Server(process, 8080);
    }
}
