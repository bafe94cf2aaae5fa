package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.adopter.lab.Host;
import io.github.deployctl.adopter.lab.JavaHome;
import io.github.deployctl.adopter.lab.ListeningSocket;
import io.github.deployctl.adopter.lab.User;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The built agent in real JVMs: the app sees the addresses that it would see without an agent, and fails where it would fail. */
@Timeout(90)
class AddressIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SIX_LOOPBACK = "::1";
    private static final List<String> ONLY_FOUR = List.of("-Djava.net.preferIPv4Stack=true");
    private static final List<String> SIX_FIRST = List.of("-Djava.net.preferIPv6Addresses=true");

    @TempDir
    private Path folder;

    /** An app to start: the address that it binds, the kinds of sockets that it does it with, options of java. */
    record App(String address, List<String> kinds, List<String> options) {
        Host.Launch at(int port) {
            return new Host.Launch("address:" + String.join(",", kinds), address, port, options);
        }

        InetSocketAddress reachableAt(int port) {
            return reachable(address.equals("*") ? "127.0.0.1" : address, port);
        }

        ListeningSocket publicSocket() {
            return address.equals(SIX_LOOPBACK) ? ListeningSocket.openSix() : ListeningSocket.open();
        }
    }

    static Stream<Arguments> apps() {
        List<String> all = List.of("socket", "channel", "adaptor", "async", "probed", "inet");
        List<String> notInet = all.subList(0, 5);
        return Stream.of(JavaHome.values())
                .flatMap(java -> Stream.of(
                                new App("*", all, List.of()),
                                new App("*", all, ONLY_FOUR),
                                new App("*", notInet, SIX_FIRST),
                                new App("127.0.0.1", all, List.of()),
                                new App("127.0.0.1", all, ONLY_FOUR),
                                new App("localhost", all, List.of()),
                                new App(SIX_LOOPBACK, notInet, List.of()))
                        .map(app -> Arguments.of(java, app)));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void appSeesTheAddressThatItAskedForOnWhicheverSocketItServes(JavaHome java, App app) throws Exception {
        try (Host host = new Host(folder, app.publicSocket())) {
            List<String> expected = seenWithoutAdoption(host, java, app);
            ListeningSocket probe = host.open();
            host.start(java, app.at(host.users().port()), host.environment(TOKEN), probe);

            int bound = 0;
            for (int turn = 0; turn < app.kinds().size(); turn++) {
                bound += app.kinds().get(turn).equals("probed") ? 2 : 1;
                awaitBound(host, bound);
                assertThat(User.ask(probe.port(), "/")).isEqualTo(expected.get(turn));
                assertThat(host.agent().order(TOKEN, "live")).isEqualTo("done");
                assertThat(User.ask(app.reachableAt(host.users().port()), "/")).isEqualTo(expected.get(turn));
                assertThat(host.agent().order(TOKEN, "drain")).isEqualTo("done");
                User.ask(probe.port(), "/next");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void userOfIpv6ReachesAnAppThatKnowsIpv4Only(JavaHome java) throws Exception {
        App app = new App("*", List.of("socket", "channel", "async", "adaptor"), ONLY_FOUR);
        try (Host host = new Host(folder, ListeningSocket.openSix())) {
            InetSocketAddress users = reachable(SIX_LOOPBACK, host.users().port());
            host.start(java, app.at(host.users().port()), host.environment(TOKEN));
            awaitBound(host, 1);
            assertThat(host.agent().order(TOKEN, "live")).isEqualTo("done");
            for (int bound = 1; bound <= app.kinds().size(); bound++) {
                awaitBound(host, bound);
                assertThat(User.ask(users, "/")).contains("/0.0.0.0:" + users.getPort());
                User.ask(users, "/next");
            }
        }
    }

    /** What the same app says in a JVM of its own that nobody adopts, with its port changed for that of the users. */
    private static List<String> seenWithoutAdoption(Host host, JavaHome java, App app) throws IOException {
        int port = host.freePort();
        host.start(java, app.at(port), Map.of());
        List<String> seen = new ArrayList<>();
        for (int turn = 0; turn < app.kinds().size(); turn++) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> seen.add(User.ask(app.reachableAt(port), "/")));
            User.ask(app.reachableAt(port), "/next");
        }
        assertThat(seen).allSatisfy(text -> assertThat(text).contains("" + port, "BindException"));
        return seen.stream()
                .map(text -> text.replace("" + port, "" + host.users().port()))
                .toList();
    }

    private static InetSocketAddress reachable(String address, int port) {
        return new InetSocketAddress(address, port);
    }

    private static void awaitBound(Host host, int times) {
        await().atMost(PATIENCE)
                .until(() -> host.agent().lines(TOKEN).stream()
                                .filter("bound http"::equals)
                                .count()
                        == times);
    }
}
