package io.github.deployctl.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.AcceptQueue;
import io.github.deployctl.agent.os.FakeHost;
import io.github.deployctl.agent.os.FakeListeners;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.ListenCounters;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.Proof;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WindowTest {
    private static final long MILLI = 1_000_000;

    private final FakeListeners listeners = new FakeListeners();
    private final FakeHost host = new FakeHost();
    private long now = 7_000 * MILLI;
    private Fd http;

    @BeforeEach
    void openAListener() throws OsException {
        http = listeners.open(new ListenAddress("*", 8080));
    }

    private Window open() {
        return new Window(listeners, host, () -> now, List.of(new Watched("http", http)));
    }

    private void waiting(int count) {
        listeners.queue(8080, new AcceptQueue(true, count, Listeners.BACKLOG));
    }

    private static void lookAfter(Window window, Runnable passing) {
        passing.run();
        assertThat(window.look()).isTrue();
    }

    @Test
    void aQuietHandOverRefusedNothingAndBoundsTheWaitByItsLooks() {
        Window window = open();
        lookAfter(window, () -> now += 2 * MILLI);
        lookAfter(window, () -> now += 3 * MILLI + 1);
        now += MILLI;
        assertThat(window.close()).isEqualTo(new Proof(0L, 4L, 7, 4, List.of(), null));
    }

    @Test
    void whatWasRefusedIsCounted() {
        host.setListenCounters(new ListenCounters(40, 50));
        Window window = open();
        listeners.queue(8080, new AcceptQueue(true, Listeners.BACKLOG + 1, Listeners.BACKLOG));
        lookAfter(window, () -> now += 2 * MILLI);
        waiting(0);
        host.setListenCounters(new ListenCounters(43, 53));
        Proof proof = window.close();
        assertThat(proof.refused()).isEqualTo(3);
        assertThat(proof.findings()).isEmpty();
    }

    @Test
    void whatMayBeAnothersIsSaidToBe() {
        Window window = open();
        waiting(9);
        lookAfter(window, () -> now += 2 * MILLI);
        waiting(0);
        host.setListenCounters(new ListenCounters(3, 5));
        Proof proof = window.close();
        assertThat(proof.refused()).isEqualTo(3);
        assertThat(proof.findings())
                .hasSize(2)
                .anyMatch(text -> text.contains("network namespace") && text.contains("more than 9 waiting"))
                .anyMatch(text -> text.contains("dropped 2 connection attempts"));
    }

    @Test
    void itIsNeverZeroBecauseNothingLooked() {
        host.setListenCounters(null);
        http.close();
        Proof proof = open().close();
        assertThat(proof.refused()).isNull();
        assertThat(proof.longestWaitMillis()).isNull();
        assertThat(proof.unmeasured()).contains("/proc/net/netstat").contains("listener http: ");
    }

    @Test
    void withoutAListenerThereIsNoWaitToTell() {
        Proof proof = new Window(listeners, host, () -> now, List.of()).close();
        assertThat(proof.refused()).isZero();
        assertThat(proof.longestWaitMillis()).isNull();
        assertThat(proof.unmeasured()).isEqualTo("no listener was open");
    }

    @Test
    void theListenerThatWaitedLongestCounts() throws OsException {
        Fd admin = listeners.open(new ListenAddress("*", 8081));
        Window window =
                new Window(listeners, host, () -> now, List.of(new Watched("http", http), new Watched("admin", admin)));
        listeners.queue(8081, new AcceptQueue(true, 1, Listeners.BACKLOG));
        for (int i = 0; i < 5; i++) {
            lookAfter(window, () -> now += 2 * MILLI);
        }
        window.moved();
        assertThat(window.isSettled()).isFalse();
        listeners.queue(8081, new AcceptQueue(true, 0, Listeners.BACKLOG));
        lookAfter(window, () -> now += 2 * MILLI);
        assertThat(window.isSettled()).isTrue();
        assertThat(window.close().longestWaitMillis()).isEqualTo(12);
    }

    @Test
    void aWaitThatIsNotOverIsSaidToBe() {
        Window window = open();
        waiting(1);
        now += 30 * MILLI;
        Proof proof = window.close();
        assertThat(proof.longestWaitMillis()).isEqualTo(30);
        assertThat(proof.findings()).singleElement().asString().contains("still waited");
    }

    @Test
    void onceNobodyWaitedAfterTheMoveWhoComesLaterKeepsNothingOpen() {
        Window window = open();
        assertThat(window.isSettled()).as("nothing has moved yet").isFalse();
        window.moved();
        waiting(1);
        lookAfter(window, () -> now += 2 * MILLI);
        assertThat(window.isSettled()).isTrue();
        assertThat(window.close().findings()).isEmpty();
    }

    @Test
    void driftIsPutRightAndToldOnce() {
        Window window = open();
        listeners.makeBlocking(8080);
        listeners.queue(8080, new AcceptQueue(true, 0, 50));
        window.moved();
        listeners.queue(8080, new AcceptQueue(true, 0, 50));
        lookAfter(window, () -> now += 2 * MILLI);
        listeners.queue(8080, new AcceptQueue(false, 0, 0));
        lookAfter(window, () -> now += 2 * MILLI);
        Proof proof = window.close();
        assertThat(proof.findings())
                .containsExactly(
                        "listener http: O_NONBLOCK was cleared, so an accept could hang; it is set again",
                        "listener http: its backlog was 50; it is 4096 again",
                        "listener http: it had been shut down and refused connections; it listens again");
        assertThat(listeners.restored()).as("at first, and for each drift").hasSize(4);
    }

    @Test
    void whatTheAppHadChangedBeforeIsToldToo() {
        listeners.queue(8080, new AcceptQueue(true, 0, 50));
        assertThat(open().close().findings()).containsExactly("listener http: its backlog was 50; it is 4096 again");
    }

    @Test
    void aLongDrainIsNotLookedThroughToItsEnd() {
        Window window = open();
        window.moved();
        lookAfter(window, () -> now += Window.LONGEST_AFTER_MOVE);
        now += MILLI;
        assertThat(window.look()).isFalse();
        Proof proof = window.close();
        now += 1000 * MILLI;
        host.setListenCounters(new ListenCounters(3, 5));
        assertThat(window.close()).isSameAs(proof);
        assertThat(proof.windowMillis()).isEqualTo(30_001);
        assertThat(proof.refused()).isZero();
    }

    @Test
    void findingsAreNotCollectedWithoutEnd() {
        Window window = open();
        for (int i = 0; i < 100; i++) {
            window.found("finding " + i);
        }
        assertThat(window.close().findings()).hasSize(20);
    }
}
