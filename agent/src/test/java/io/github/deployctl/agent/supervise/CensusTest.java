package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.Connection;
import io.github.deployctl.agent.os.FakeConnections;
import io.github.deployctl.agent.os.FakeHost;
import io.github.deployctl.agent.os.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CensusTest {
    private static final ProcessId SERVER = new ProcessId(12, 340);
    private static final Set<Integer> PORTS = Set.of(8080);
    private static final long LONG_AGO = 100_000;

    private final FakeHost host = new FakeHost();
    private final FakeConnections connections = new FakeConnections();
    private final List<String> log = new ArrayList<>();
    private final Census census = new Census(host, connections, log::add);

    @Test
    void connectionWhoseRequestWasAnsweredIsIdleOnceItHasBeenQuiet() {
        assertThat(Census.isInFlight(new Connection(0, 2000, 2004, 1960, 9))).isFalse();
        assertThat(Census.isInFlight(new Connection(0, 1999, 2004, 1960, 9))).isTrue();
    }

    @Test
    void requestThatWaitsForItsResponseIsInFlightHoweverLongItTakes() {
        assertThat(Census.isInFlight(new Connection(0, LONG_AGO + 4, LONG_AGO, LONG_AGO, 9)))
                .isTrue();
    }

    @Test
    void responseThatComesInPiecesIsInFlightInItsPauses() {
        assertThat(Census.isInFlight(new Connection(0, 4_900, 9_900, 4_860, 9)))
                .as("5 s after the request came a piece, and 4.9 s later not the next")
                .isTrue();
        assertThat(Census.isInFlight(new Connection(0, 10_000, 15_000, 9_960, 9)))
                .isFalse();
        assertThat(Census.isInFlight(new Connection(0, 9_999, LONG_AGO, 9_960, 9)))
                .isTrue();
        assertThat(Census.isInFlight(new Connection(0, 10_000, LONG_AGO, 9_960, 9)))
                .isFalse();
    }

    @Test
    void bytesInEitherQueueAreInFlightHoweverLongTheyWait() {
        assertThat(Census.isInFlight(new Connection(1, LONG_AGO, LONG_AGO + 4, LONG_AGO, 9)))
                .isTrue();
    }

    @Test
    void connectionThatWasMadeAheadAndNeverUsedIsIdleOnceItHasBeenQuiet() {
        assertThat(Census.isInFlight(new Connection(0, 2000, 2000, 2000, 0))).isFalse();
        assertThat(Census.isInFlight(new Connection(0, 2004, 2000, 2000, 0)))
                .as("the two times are not set in the same instant")
                .isFalse();
        assertThat(Census.isInFlight(new Connection(0, 1999, 1999, 1999, 0))).isTrue();
    }

    @Test
    void lateAcknowledgementTellsThatTheResponseCameLast() {
        assertThat(Census.isInFlight(new Connection(0, 3000, 3000, 2956, 9))).isFalse();
    }

    @Test
    void firstRequestIsTheOneThatWasAnswered() {
        assertThat(Census.isInFlight(new Connection(0, 3000, 3000, 3000, 1))).isFalse();
    }

    @Test
    void requestThatMayHaveComeRightAfterAResponseIsGivenLonger() {
        assertThat(Census.isInFlight(new Connection(0, 9_999, 9_999, 9_999, 9))).isTrue();
        assertThat(Census.isInFlight(new Connection(0, 10_000, 10_000, 10_000, 9)))
                .isFalse();
    }

    @Test
    void eachKindIsCounted() {
        connections.set(
                SERVER,
                8080,
                new Connection(0, LONG_AGO, LONG_AGO + 4, LONG_AGO, 3),
                new Connection(0, LONG_AGO, LONG_AGO, LONG_AGO, 0),
                new Connection(7, 0, 0, 0, 3));

        assertThat(census.count(SERVER, PORTS)).isEqualTo(new Census.Count(1, 2));
        assertThat(log).isEmpty();
    }

    @Test
    void everyConnectionIsInFlightWhereTheKernelDoesNotTellAndThatIsSaidOnce() {
        host.setConnections(SERVER, 8080, 5);

        assertThat(census.count(SERVER, PORTS)).isEqualTo(new Census.Count(5, 0));
        assertThat(census.count(SERVER, PORTS)).isEqualTo(new Census.Count(5, 0));
        assertThat(log).singleElement().asString().contains("idle", "sock_diag", "ENOENT");
    }
}
