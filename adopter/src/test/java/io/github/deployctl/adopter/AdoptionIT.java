package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.adopter.lab.Generation;
import io.github.deployctl.adopter.lab.Host;
import io.github.deployctl.adopter.lab.JavaHome;
import io.github.deployctl.adopter.lab.ListeningSocket;
import io.github.deployctl.adopter.lab.Load;
import io.github.deployctl.adopter.lab.User;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The built agent in real JVMs: every kind of acceptor adopts, goes live, drains and loses nothing. */
@Timeout(90)
class AdoptionIT {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "fedcba9876543210fedcba9876543210";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Host host;

    @BeforeEach
    void open() throws IOException {
        host = new Host(folder);
    }

    @AfterEach
    void endEverything() throws IOException {
        host.close();
    }

    static Stream<Arguments> acceptors() {
        return Stream.of(JavaHome.values())
                .flatMap(
                        java -> Stream.of("http-server", "selector", "socket", "channel", "adaptor", "async", "virtual")
                                .filter(kind -> java == JavaHome.JDK_25 || !kind.equals("virtual"))
                                .map(kind -> Arguments.of(java, kind)));
    }

    @ParameterizedTest
    @MethodSource("acceptors")
    void privateSocketIsServedFirstAndThePublicOneOnlyWhenLive(JavaHome java, String kind) throws Exception {
        ListeningSocket probe = host.open();
        host.start(java, kind, FIRST, probe);
        host.agent().awaitLine(FIRST, "bound http");

        assertThat(User.ask(probe.port(), "/")).isEqualTo(kind);
        try (User early = new User(host.users().port())) {
            early.send("/");
            assertThat(early.hasAnswerWithin(250)).isFalse();

            assertThat(host.agent().order(FIRST, "live")).isEqualTo("done");
            assertThat(host.agent().order(FIRST, "live")).isEqualTo("done");
            assertThat(early.receive().body()).isEqualTo(kind);
        }
        assertThat(User.ask(host.users().port(), "/")).isEqualTo(kind);
        try (User late = new User(probe.port())) {
            late.send("/");
            assertThat(late.hasAnswerWithin(250)).isFalse();

            assertThat(host.agent().order(FIRST, "drain")).isEqualTo("done");
            assertThat(late.receive().body()).isEqualTo(kind);
        }
        assertThat(host.users().isNonBlocking()).isTrue();
        assertThat(probe.isNonBlocking()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("acceptors")
    void twoGenerationsTakeTurnsUnderLoadAndLoseNothing(JavaHome java, String kind) throws Exception {
        host.start(java, kind, FIRST);
        host.start(java, second(kind), host.environment(SECOND));
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().awaitLine(SECOND, "bound http");
        host.agent().order(FIRST, "live");

        try (Load load = Load.start(host.users().port())) {
            String draining = FIRST;
            for (int turn = 0; turn < 8; turn++) {
                String live = draining.equals(FIRST) ? SECOND : FIRST;
                assertThat(host.agent().order(live, "live")).isEqualTo("done");
                assertThat(host.agent().order(draining, "drain")).isEqualTo("done");
                awaitMore(load);
                draining = live;
            }
            load.stop();
            assertThat(load.lost()).isEmpty();
            assertThat(load.bodies()).containsExactlyInAnyOrder(kind, "second");
        }
    }

    @ParameterizedTest
    @MethodSource("acceptors")
    void drainedGenerationEndsUnderLoadAndNoConnectionDiesUnderARequest(JavaHome java, String kind) throws Exception {
        Generation first = host.start(java, kind, FIRST);
        host.start(java, second(kind), host.environment(SECOND));
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().awaitLine(SECOND, "bound http");
        host.agent().order(FIRST, "live");

        try (Load load = Load.start(host.users().port())) {
            await().atMost(PATIENCE).until(() -> load.answered() > 100);
            assertThat(load.told()).isZero();
            host.agent().order(SECOND, "live");
            host.agent().order(FIRST, "drain");
            // Three users keep their connection; each was told once.
            await().atMost(PATIENCE).until(() -> load.told() >= Load.KEPT);
            awaitMore(load);
            assertThat(load.told()).isEqualTo(Load.KEPT);
            first.terminate();
            awaitMore(load);
            load.stop();
            assertThat(load.lost()).isEmpty();
            assertThat(load.bodies()).containsExactlyInAnyOrder(kind, "second");
        }
    }

    @ParameterizedTest
    @MethodSource("acceptors")
    void keptConnectionIsToldOnceThatItCloses(JavaHome java, String kind) throws Exception {
        host.start(java, kind, FIRST);
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().order(FIRST, "live");

        try (User kept = new User(host.users().port());
                User slow = new User(host.users().port());
                User idle = new User(host.users().port())) {
            assertThat(kept.get("/").closes()).isZero();
            assertThat(idle.get("/").closes()).isZero();
            slow.send("/slow");
            host.agent().order(FIRST, "drain");

            assertThat(kept.get("/").closes()).isOne();
            assertThat(kept.get("/").closes()).isZero();
            // Whether the server had read this request when the drain began is for the scheduler to say. If it had, its
            // response is not touched, and the next one tells.
            long first = slow.receive().closes();
            assertThat(first + slow.get("/").closes()).isOne();

            host.agent().order(FIRST, "live");
            assertThat(idle.get("/").closes()).isZero();
            host.agent().order(FIRST, "drain");
            assertThat(idle.get("/").closes()).isOne();
            assertThat(kept.get("/").closes()).isOne();
        }
    }

    /** The other generation, told apart by its answers. */
    private Host.Launch second(String kind) {
        return new Host.Launch(kind, "second", host.users().port(), List.of());
    }

    /** Waits until each user has had many more answers. */
    private static void awaitMore(Load load) {
        int before = load.answered();
        await().atMost(PATIENCE).until(() -> load.answered() > before + 150);
    }
}
