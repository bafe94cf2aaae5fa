package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FakeHostTest extends HostContract {
    private final FakeHost host = new FakeHost();

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected Server server() {
        ProcessId process = new ProcessId(12, 340);
        host.setListening(process, "127.0.0.1:8080");
        host.setConnections(process, 8080, 2);
        host.setResidentMemory(process, 1 << 20);
        host.setHolder(8080, "pid 12 (server)");
        return new Server(process, 8080);
    }

    @Test
    void theHostHasTheMemoryThatWasSet() {
        host.setAvailableMemory(5);
        assertThat(host.availableMemory()).isEqualTo(5);
    }

    @Test
    void figuresThatWereSetSinceHaveRisen() {
        host.setOomKills(2);
        OomCounters before = host.oomCounters(new ProcessId(12, 340));
        host.setOomKills(5);
        host.setGroupOomKills(1);
        assertThat(before.risen(host.again(before)))
                .extracting(OomCounters.Counter::value)
                .containsExactly(3L, 1L);
    }
}
