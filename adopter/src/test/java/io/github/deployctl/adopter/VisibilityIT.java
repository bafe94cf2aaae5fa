package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.adopter.lab.Generation;
import io.github.deployctl.adopter.lab.Host;
import io.github.deployctl.adopter.lab.JavaHome;
import io.github.deployctl.adopter.lab.ListeningSocket;
import io.github.deployctl.adopter.lab.User;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The built agent in real JVMs: what the app, and the agent at the other end, see of it. */
@Timeout(90)
class VisibilityIT {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
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

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void interimResponseAndKeepAliveHeaderDoNotConfuseClients(JavaHome java) throws Exception {
        host.start(java, "socket", FIRST);
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().order(FIRST, "live");

        try (User first = new User(host.users().port());
                User second = new User(host.users().port())) {
            first.get("/");
            second.get("/");
            host.agent().order(FIRST, "drain");

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
        host.start(java, "socket", FIRST);
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().order(FIRST, "live");

        assertThat(User.ask(host.users().port(), "/rebind")).isEqualTo("socket");
        await().atMost(PATIENCE).until(() -> boundLines() == 2);
        assertThat(User.ask(host.users().port(), "/")).isEqualTo("socket");
        assertThat(host.agent().order(FIRST, "drain")).isEqualTo("done");
        assertThat(host.agent().order(FIRST, "live")).isEqualTo("done");
        assertThat(User.ask(host.users().port(), "/")).isEqualTo("socket");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void stateIsToldAgainToAnAgentThatRestarted(JavaHome java) throws Exception {
        Generation generation = host.start(java, "http-server", FIRST);
        host.agent().awaitLine(FIRST, "bound http");
        assertThat(host.agent().lines(FIRST).get(0)).startsWith("hello 1 " + FIRST + " " + generation.pid() + " ");
        assertThat(host.agent().lines(FIRST)).contains("serving private");
        host.agent().order(FIRST, "live");

        host.agent().close();
        assertThat(User.ask(host.users().port(), "/")).isEqualTo("http-server");
        host.restartAgent();

        host.agent().awaitLine(FIRST, "serving public");
        assertThat(host.agent().lines(FIRST)).hasSize(3).element(1).isEqualTo("bound http");
        host.agent().send(FIRST, "no such command\nlive\nlive x\n" + "x".repeat(9000));
        assertThat(host.agent().order(FIRST, "drain")).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void appSeesOneDaemonThreadAndNettyIsKeptOnTheJdk(JavaHome java) throws Exception {
        host.start(java, "socket", FIRST);
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().order(FIRST, "live");

        assertThat(User.ask(host.users().port(), "/threads")).isEqualTo("[deployctl-adopter true]");
        assertThat(User.ask(host.users().port(), "/no-native")).isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void appIsLeftAloneWithoutTheEnvironment(JavaHome java) throws Exception {
        int port = host.freePort();
        Generation generation = host.start(java, launch(port, List.of()), Map.of());

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> User.ask(port, "/no-native").equals("null"));
        assertThat(User.ask(port, "/threads")).isEqualTo("[]");
        assertThat(generation.output()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void appIsLeftAloneWithAnEnvironmentThatDoesNotHold(JavaHome java) throws Exception {
        int port = host.freePort();
        Map<String, String> environment = new TreeMap<>(host.environment(FIRST));
        environment.put("DEPLOYCTL_LISTENERS", "http * " + port + " 3 99");
        Generation generation = host.start(java, launch(port, List.of()), environment);

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> User.ask(port, "/").equals("socket"));
        assertThat(User.ask(port, "/threads")).isEqualTo("[]");
        assertThat(generation.output())
                .isEqualTo("deployctl-adopter: not adopting: the sockets of listener http were not handed over\n");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void hookThatCannotBeInstalledEndsTheJvmLoudly(JavaHome java) throws Exception {
        // The second premain finds the hook class defined already.
        Generation generation =
                host.start(java, launch(host.users().port(), List.of(Host.adopter())), host.environment(FIRST));

        assertThat(generation.awaitExit()).isEqualTo(70);
        assertThat(generation.output().lines()).singleElement().asString().startsWith("deployctl-adopter: the hook");
        // Both premains have called, and which of the two connections was read last is open.
        await().atMost(PATIENCE)
                .until(() ->
                        host.agent().heard(FIRST).stream().anyMatch(line -> line.startsWith("failed the hook class")));
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void portThatIsBoundOnTwoAddressesIsHandedOverOnBoth(JavaHome java) throws Exception {
        ListeningSocket probe = host.open();
        int port = host.users().port();
        host.start(java, new Host.Launch("two-addresses", "", port, List.of()), host.environment(FIRST), probe);
        host.agent().awaitLine(FIRST, "bound http");

        for (int turn = 0; turn < 3; turn++) {
            awaitBothServe(probe.port());
            assertThat(host.agent().order(FIRST, "live")).isEqualTo("done");
            awaitBothServe(port);
            assertThat(host.agent().order(FIRST, "drain")).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void undeclaredFixedPortIsToldOnceAndOthersAreLeftAlone(JavaHome java) throws Exception {
        int fixed = host.freePort();
        Host.Launch launch = new Host.Launch("ports", "" + fixed, host.users().port(), List.of());
        Generation generation = host.start(java, launch, host.environment(FIRST));
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().awaitLine(FIRST, "undeclared 127.0.0.1 " + fixed);

        assertThat(host.agent().heard(FIRST))
                .filteredOn(line -> line.startsWith("undeclared"))
                .hasSize(1);
        host.restartAgent();
        host.agent().awaitLine(FIRST, "serving private");
        assertThat(host.agent().order(FIRST, "live")).isEqualTo("done");
        assertThat(host.agent().lines(FIRST)).noneMatch(line -> line.startsWith("undeclared"));
        assertThat(generation.output()).isEqualTo("free: true\n");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void operatorIsToldOnceThatNettyGetsNoTransportOfItsOwn(JavaHome java) throws Exception {
        Generation generation = host.start(java, launch("epoll", List.of()), host.environment(FIRST));
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().order(FIRST, "live");
        User.ask(host.users().port(), "/rebind");
        await().atMost(PATIENCE).until(() -> boundLines() == 2);
        host.agent().order(FIRST, "drain");

        assertThat(generation.output().lines().filter(line -> !line.startsWith("binding again")))
                .containsExactly(
                        "epoll: false",
                        "deployctl-adopter: NIO is used instead of io.netty.channel.epoll.Epoll: sockets of Netty's native"
                                + " transports cannot be handed over");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void appThatInsistsOnNettysTransportIsToldWhatWillHappen(JavaHome java) throws Exception {
        Host.Launch launch = launch("epoll", List.of("-Dio.netty.transport.noNative=false"));
        Generation generation = host.start(java, launch, host.environment(FIRST));
        host.agent().awaitLine(FIRST, "bound http");
        host.agent().order(FIRST, "live");

        assertThat(generation.output().lines())
                .containsExactly(
                        "deployctl-adopter: io.netty.transport.noNative is set to false: a listener that Netty's native"
                                + " transport binds is found in use and not adopted",
                        "epoll: true");
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void selectorThatPollsNoticesTheExchange(JavaHome java) throws Exception {
        String provider = "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.PollSelectorProvider";
        ListeningSocket probe = host.open();
        host.start(java, launch("selector", List.of(provider)), host.environment(FIRST), probe);
        host.agent().awaitLine(FIRST, "bound http");

        for (int turn = 0; turn < 3; turn++) {
            assertThat(User.ask(probe.port(), "/")).isEqualTo("selector");
            host.agent().order(FIRST, "live");
            assertThat(User.ask(host.users().port(), "/")).isEqualTo("selector");
            host.agent().order(FIRST, "drain");
        }
    }

    /** Both sockets are one to the kernel, so either may take a connection; what the app says of itself tells them apart. */
    private void awaitBothServe(int port) throws IOException {
        String four = "/127.0.0.1:" + host.users().port();
        String six = "/[0:0:0:0:0:0:0:1]:" + host.users().port();
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 1000 && seen.size() < 2; i++) {
            String answer = User.ask(port, "/");
            assertThat(answer.contains(four)).isNotEqualTo(answer.contains(six));
            seen.add(answer.contains(four) ? four : six);
        }
        assertThat(seen).containsExactlyInAnyOrder(four, six);
    }

    private Host.Launch launch(String kind, List<String> options) {
        return new Host.Launch(kind, kind, host.users().port(), options);
    }

    private static Host.Launch launch(int port, List<String> options) {
        return new Host.Launch("socket", "socket", port, options);
    }

    private long boundLines() {
        return host.agent().lines(FIRST).stream().filter("bound http"::equals).count();
    }
}
