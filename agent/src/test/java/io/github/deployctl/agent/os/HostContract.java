package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Host} does, an imagined one too. */
public abstract class HostContract {
    protected abstract Host host();

    /** Returns a process that listens on 127.0.0.1 and a port of its own, and holds two connections accepted there; ended after the test. */
    protected abstract Server server() throws Exception;

    /** A process and where it listens. */
    public record Server(ProcessId process, int port) {}

    @Test
    void theFiguresOfAServerAreThose() throws Exception {
        Server server = server();
        assertThat(host().listening(server.process())).containsExactly("127.0.0.1:" + server.port());
        assertThat(host().connections(server.process(), Set.of(server.port()))).isEqualTo(2);
        assertThat(host().connections(server.process(), Set.of(server.port() - 1)))
                .isZero();
        assertThat(host().residentMemory(server.process())).isPositive();
        assertThat(host().holderOf(server.port()))
                .startsWith("pid " + server.process().pid());
    }

    @Test
    void whatWasDroppedIsCountedSinceBoot() {
        ListenCounters counters = host().listenCounters().orElseThrow();
        assertThat(counters.overflows()).isNotNegative();
        assertThat(counters.drops()).isGreaterThanOrEqualTo(counters.overflows());
        assertThat(counters.since(counters)).isEqualTo(new ListenCounters(0, 0));
    }

    @Test
    void nobodyHoldsASocketThatIsNotThere() {
        assertThat(host().holders(Set.of(1L))).isEmpty();
        assertThat(host().holders(Set.of())).isEmpty();
    }

    @Test
    void aProcessThatIsGoneHasNoFigures() throws Exception {
        Server server = server();
        ProcessId gone = new ProcessId(server.process().pid(), server.process().startTicks() - 1);
        assertThat(host().listening(gone)).isEmpty();
        assertThat(host().connections(gone, Set.of(server.port()))).isZero();
        assertThat(host().residentMemory(gone)).isZero();
        assertThat(host().processorTime(gone)).isZero();
    }

    @Test
    void thereAreEphemeralPorts() {
        assertThat(host().ephemeralPorts().first()).isPositive();
        assertThat(host().ephemeralPorts().last())
                .isGreaterThan(host().ephemeralPorts().first());
    }

    @Test
    void nobodyHoldsAnUnusedPort() {
        assertThat(host().holderOf(1)).isEmpty();
    }

    @Test
    void thereAreDescriptorsLeft() {
        assertThat(host().freeDescriptors()).isPositive();
    }

    @Test
    void thereIsMemory() {
        assertThat(host().availableMemory()).isPositive();
        assertThat(host().memory()).isNotEmpty().allSatisfy(room -> {
            assertThat(room.left()).isNotNegative();
            assertThat(room.limit()).isPositive();
        });
        assertThat(host().memoryStall()).isBetween(0.0, 100.0);
    }

    @Test
    void whatWasCountedOfMemoryThatRanOutIsCountedOn() throws Exception {
        OomCounters before = host().oomCounters(server().process());
        OomCounters after = host().again(before);

        assertThat(after.counters()).hasSameSizeAs(before.counters()).isNotEmpty();
        assertThat(after.risen(before))
                .as("of figures that only grow, none is higher before")
                .isEmpty();
    }
}
