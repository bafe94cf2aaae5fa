package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What all {@link Connections} do, imagined ones too. */
public abstract class ConnectionsContract {
    protected abstract Connections connections();

    /** Returns a process that holds two connections, made and never used, on a local port of its own. */
    protected abstract Server server() throws Exception;

    /** A process and the port of its connections. */
    public record Server(ProcessId process, int port) {}

    @Test
    void onlyConnectionsOfTheProcessOnThePortsAreReturned() throws Exception {
        Server server = server();
        assertThat(connections().of(server.process(), Set.of(server.port())))
                .hasSize(2)
                .allSatisfy(connection -> {
                    assertThat(connection.queued()).isZero();
                    assertThat(connection.segments()).isZero();
                });
        assertThat(connections().of(server.process(), Set.of(server.port() - 1)))
                .isEmpty();
        assertThat(connections().of(server.process(), Set.of())).isEmpty();
    }

    @Test
    void aProcessThatIsGoneHasNone() throws Exception {
        Server server = server();
        ProcessId gone = new ProcessId(server.process().pid(), server.process().startTicks() - 1);
        assertThat(connections().of(gone, Set.of(server.port()))).isEmpty();
    }
}
