package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.adopter.lab.AgentDouble;
import io.github.deployctl.adopter.lab.Generation;
import io.github.deployctl.adopter.lab.JavaHome;
import io.github.deployctl.adopter.lab.ListeningSocket;
import io.github.deployctl.adopter.lab.Load;
import io.github.deployctl.adopter.lab.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The built agent in real JVMs, on all kinds of acceptors. */
@Timeout(90)
class AdoptionIT {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "fedcba9876543210fedcba9876543210";
    private static final String JAR = System.getProperty("adopter.jar");
    private static final String APPS = System.getProperty("adopter.apps");

    @TempDir
    private Path folder;

    private final List<Generation> generations = new ArrayList<>();
    private final List<ListeningSocket> sockets = new ArrayList<>();
    private AgentDouble agent;
    private ListeningSocket users;

    @BeforeEach
    void openThePublicSocket() throws IOException {
        users = open();
        agent = AgentDouble.listen(folder.resolve("agent.sock"));
    }

    @AfterEach
    void endEverything() throws IOException {
        generations.forEach(Generation::close);
        agent.close();
        sockets.forEach(ListeningSocket::close);
    }

    static Stream<Arguments> acceptors() {
        return Stream.of(JavaHome.values())
                .flatMap(
                        java -> Stream.of("http-server", "selector", "socket", "channel", "adaptor", "async", "virtual")
                                .filter(kind -> java == JavaHome.JDK_25 || !kind.equals("virtual"))
                                .map(kind -> Arguments.of(java, kind)));
    }

    /** Not AsynchronousSocketChannel: it does not pass through the patched writes. */
    static Stream<Arguments> acceptorsWhoseClientsAreTold() {
        return acceptors().filter(arguments -> !arguments.get()[1].equals("async"));
    }

    @ParameterizedTest
    @MethodSource("acceptors")
    void privateSocketIsServedFirstAndThePublicOneOnlyWhenLive(JavaHome java, String kind) throws Exception {
        ListeningSocket probe = open();
        start(java, kind, FIRST, probe);
        agent.awaitLine(FIRST, "bound http");

        assertThat(User.ask(probe.port(), "/")).isEqualTo(kind);
        try (User early = new User(users.port())) {
            early.send("/");
            assertThat(early.hasAnswerWithin(250)).isFalse();

            assertThat(agent.order(FIRST, "live")).isEqualTo("done");
            assertThat(agent.order(FIRST, "live")).isEqualTo("done");
            assertThat(early.receive().body()).isEqualTo(kind);
        }
        assertThat(User.ask(users.port(), "/")).isEqualTo(kind);
        try (User late = new User(probe.port())) {
            late.send("/");
            assertThat(late.hasAnswerWithin(250)).isFalse();

            assertThat(agent.order(FIRST, "drain")).isEqualTo("done");
            assertThat(late.receive().body()).isEqualTo(kind);
        }
        assertThat(users.isNonBlocking()).isTrue();
        assertThat(probe.isNonBlocking()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("acceptors")
    void twoGenerationsTakeTurnsUnderLoadAndLoseNothing(JavaHome java, String kind) throws Exception {
        start(java, kind, FIRST, open());
        start(java, kind, SECOND, open(), "second");
        agent.awaitLine(FIRST, "bound http");
        agent.awaitLine(SECOND, "bound http");
        agent.order(FIRST, "live");

        try (Load load = Load.start(users.port())) {
            String draining = FIRST;
            for (int turn = 0; turn < 8; turn++) {
                String live = draining.equals(FIRST) ? SECOND : FIRST;
                assertThat(agent.order(live, "live")).isEqualTo("done");
                assertThat(agent.order(draining, "drain")).isEqualTo("done");
                awaitMore(load);
                draining = live;
            }
            load.stop();
            assertThat(load.lost()).isEmpty();
            assertThat(load.bodies()).containsExactlyInAnyOrder(kind, "second");
        }
    }

    @ParameterizedTest
    @MethodSource("acceptorsWhoseClientsAreTold")
    void drainedGenerationEndsUnderLoadAndNoConnectionDiesUnderARequest(JavaHome java, String kind) throws Exception {
        start(java, kind, FIRST, open());
        start(java, kind, SECOND, open(), "second");
        agent.awaitLine(FIRST, "bound http");
        agent.awaitLine(SECOND, "bound http");
        agent.order(FIRST, "live");

        try (Load load = Load.start(users.port())) {
            await().until(() -> load.answered() > 100);
            assertThat(load.told()).isZero();
            agent.order(SECOND, "live");
            agent.order(FIRST, "drain");
            awaitMore(load);
            // Three users keep their connection; each was told once.
            assertThat(load.told()).isEqualTo(Load.KEPT);
            generations.get(0).terminate();
            awaitMore(load);
            load.stop();
            assertThat(load.lost()).isEmpty();
            assertThat(load.bodies()).containsExactlyInAnyOrder(kind, "second");
        }
    }

    @ParameterizedTest
    @MethodSource("acceptorsWhoseClientsAreTold")
    void keptConnectionIsToldOnceThatItCloses(JavaHome java, String kind) throws Exception {
        start(java, kind, FIRST, open());
        agent.awaitLine(FIRST, "bound http");
        agent.order(FIRST, "live");

        try (User kept = new User(users.port());
                User slow = new User(users.port());
                User idle = new User(users.port())) {
            assertThat(kept.get("/").closes()).isZero();
            assertThat(idle.get("/").closes()).isZero();
            slow.send("/slow");
            agent.order(FIRST, "drain");

            assertThat(kept.get("/").closes()).isOne();
            assertThat(kept.get("/").closes()).isZero();
            assertThat(slow.receive().closes()).isOne();

            agent.order(FIRST, "live");
            assertThat(idle.get("/").closes()).isZero();
            agent.order(FIRST, "drain");
            assertThat(idle.get("/").closes()).isOne();
            assertThat(kept.get("/").closes()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void interimResponseAndKeepAliveHeaderDoNotConfuseClients(JavaHome java) throws Exception {
        start(java, "socket", FIRST, open());
        agent.awaitLine(FIRST, "bound http");
        agent.order(FIRST, "live");

        try (User first = new User(users.port());
                User second = new User(users.port())) {
            first.get("/");
            second.get("/");
            agent.order(FIRST, "drain");

            User.Answer interim = first.get("/interim");
            assertThat(interim.head()).containsExactly("HTTP/1.1 103 Early Hints", "Link: </x>");
            assertThat(first.receive().head())
                    .containsExactly("HTTP/1.1 200 OK", "Connection: close", "Content-Length: 6");
            assertThat(second.get("/keep-alive").head())
                    .containsExactly("HTTP/1.1 200 OK", "Connection: close", "Content-Length: 6");
        }
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void socketBoundAgainAfterLiveIsPublicAtOnce(JavaHome java) throws Exception {
        start(java, "socket", FIRST, open());
        agent.awaitLine(FIRST, "bound http");
        agent.order(FIRST, "live");

        assertThat(User.ask(users.port(), "/rebind")).isEqualTo("socket");
        await().until(() -> boundLines() == 2);
        assertThat(User.ask(users.port(), "/")).isEqualTo("socket");
        assertThat(agent.order(FIRST, "drain")).isEqualTo("done");
        assertThat(agent.order(FIRST, "live")).isEqualTo("done");
        assertThat(User.ask(users.port(), "/")).isEqualTo("socket");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void stateIsToldAgainToAnAgentThatRestarted(JavaHome java) throws Exception {
        Generation generation = start(java, "http-server", FIRST, open());
        agent.awaitLine(FIRST, "bound http");
        assertThat(agent.lines(FIRST).get(0)).startsWith("hello 1 " + FIRST + " " + generation.pid() + " ");
        assertThat(agent.lines(FIRST)).contains("serving private");
        agent.order(FIRST, "live");

        agent.close();
        assertThat(User.ask(users.port(), "/")).isEqualTo("http-server");
        agent = AgentDouble.listen(folder.resolve("agent.sock"));

        agent.awaitLine(FIRST, "serving public");
        assertThat(agent.lines(FIRST)).hasSize(3).element(1).isEqualTo("bound http");
        agent.send(FIRST, "no such command\nlive\nlive x\n" + "x".repeat(9000));
        assertThat(agent.order(FIRST, "drain")).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void appSeesOneDaemonThreadAndNettyIsKeptOnTheJdk(JavaHome java) throws Exception {
        start(java, "socket", FIRST, open());
        agent.awaitLine(FIRST, "bound http");
        agent.order(FIRST, "live");

        assertThat(User.ask(users.port(), "/threads")).isEqualTo("[deployctl-adopter true]");
        assertThat(User.ask(users.port(), "/no-native")).isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void appIsLeftAloneWithoutTheEnvironment(JavaHome java) throws Exception {
        int port = freePort();
        Generation generation = start(java, Map.of(), List.of(), "socket", port);

        await().ignoreExceptions().until(() -> User.ask(port, "/no-native").equals("null"));
        assertThat(User.ask(port, "/threads")).isEqualTo("[]");
        assertThat(generation.output()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void appIsLeftAloneWithAnEnvironmentThatDoesNotHold(JavaHome java) throws Exception {
        int port = freePort();
        Map<String, String> environment = new TreeMap<>(environment(FIRST));
        environment.put("DEPLOYCTL_LISTENERS", "http * " + port + " 3 99");
        Generation generation = start(java, environment, List.of(), "socket", port);

        await().ignoreExceptions().until(() -> User.ask(port, "/").equals("socket"));
        assertThat(User.ask(port, "/threads")).isEqualTo("[]");
        assertThat(generation.output())
                .isEqualTo("deployctl-adopter: not adopting: the sockets of listener http were not handed over\n");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void hookThatCannotBeInstalledEndsTheJvmLoudly(JavaHome java) throws Exception {
        // The second premain finds the hook class defined already.
        Generation generation = start(java, environment(FIRST), List.of("-javaagent:" + JAR), "socket", users.port());

        assertThat(generation.awaitExit()).isEqualTo(70);
        assertThat(generation.output().lines()).singleElement().asString().startsWith("deployctl-adopter: the hook");
        await().until(() -> agent.lines(FIRST).stream().anyMatch(line -> line.startsWith("failed the hook class")));
    }

    private Generation start(JavaHome java, String kind, String token, ListeningSocket probe) {
        return start(java, kind, token, probe, kind);
    }

    private Generation start(JavaHome java, String kind, String token, ListeningSocket probe, String name) {
        List<String> arguments =
                List.of("-javaagent:" + JAR, "-cp", APPS, APP, kind, Integer.toString(users.port()), name);
        return start(java, arguments, environment(token), probe);
    }

    private static final String APP = "io.github.deployctl.adopter.app.ServerApp";

    private Generation start(
            JavaHome java, Map<String, String> environment, List<String> options, String kind, int port) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-javaagent:" + JAR, "-cp", APPS, APP, kind, Integer.toString(port), kind));
        return start(java, arguments, environment, open());
    }

    private Generation start(
            JavaHome java, List<String> arguments, Map<String, String> environment, ListeningSocket probe) {
        assumeTrue(java.executable().isPresent(), java + " is not on this machine: NOT TESTED on it");
        List<String> all = new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC"));
        all.addAll(arguments);
        Generation generation = Generation.start(
                new Generation.Command(java.executable().get(), all, environment),
                users,
                probe,
                folder.resolve("log-" + generations.size()));
        generations.add(generation);
        return generation;
    }

    private Map<String, String> environment(String token) {
        return Map.of(
                "DEPLOYCTL_ADOPTER_SOCKET",
                folder.resolve("agent.sock").toString(),
                "DEPLOYCTL_TOKEN",
                token,
                "DEPLOYCTL_LISTENERS",
                "http * " + users.port() + " " + Generation.PUBLIC_FD + " " + Generation.PRIVATE_FD);
    }

    private ListeningSocket open() {
        ListeningSocket socket = ListeningSocket.open();
        sockets.add(socket);
        return socket;
    }

    private static int freePort() {
        try (ListeningSocket socket = ListeningSocket.open()) {
            return socket.port();
        }
    }

    /** Waits until each user has had many more answers. */
    private static void awaitMore(Load load) {
        int before = load.answered();
        await().until(() -> load.answered() > before + 150);
    }

    private long boundLines() {
        return agent.lines(FIRST).stream().filter("bound http"::equals).count();
    }
}
