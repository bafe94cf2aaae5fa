package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.adopter.lab.Host;
import io.github.deployctl.adopter.lab.JavaHome;
import io.github.deployctl.adopter.lab.ListeningSocket;
import io.github.deployctl.adopter.lab.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The built agent in real JVMs: what a client gets that does not ask one small thing after the other. */
@Timeout(90)
class DrainIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final int FEW = 16 * 1024;

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

    /** Those that take requests one after the other, each with a write path of its own. */
    static Stream<Arguments> servers() {
        return Stream.of(JavaHome.values())
                .flatMap(java ->
                        Stream.of("http-server", "socket", "channel", "async").map(kind -> Arguments.of(java, kind)));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void downloadThatIsUnderWayIsNotTouchedWhateverItLooksLike(JavaHome java, String kind) throws Exception {
        startLive(java, kind);

        try (User user = new User(host.users().port(), FEW)) {
            user.send("/large");
            await().until(user::hasBytes);
            host.agent().order(TOKEN, "drain");

            User.Answer large = user.receive();
            assertThat(large.closes()).isZero();
            assertLarge(large);
            assertThat(user.get("/").closes()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void clientThatSendsSeveralRequestsAtOnceMissesNoAnswer(JavaHome java, String kind) throws Exception {
        startLive(java, kind);

        try (User user = new User(host.users().port(), FEW)) {
            user.get("/");
            host.agent().order(TOKEN, "drain");
            user.send("/", "/large", "/");

            assertThat(user.receive().closes()).isZero();
            User.Answer large = user.receive();
            assertThat(large.closes()).isZero();
            assertLarge(large);
            assertThat(user.receive().closes()).isOne();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void clientThatIsToldAndGoesOnAskingIsServed(JavaHome java, String kind) throws Exception {
        startLive(java, kind);

        try (User user = new User(host.users().port())) {
            user.get("/");
            host.agent().order(TOKEN, "drain");
            assertThat(user.get("/").closes()).isOne();
            for (int i = 0; i < 20; i++) {
                User.Answer answer = user.get("/");
                assertThat(answer.closes()).isZero();
                assertThat(answer.body()).isEqualTo(kind);
            }
        }
    }

    /** Those that read a request at once, as servers do that people deploy; what is read byte by byte is not recorded. */
    @ParameterizedTest
    @CsvSource({"JDK_17,selector", "JDK_25,http-server"})
    void pathsOfUsersAreToldWhereTheyAreRecordedAndDrainsEndAsEver(JavaHome java, String kind) throws Exception {
        Map<String, String> environment = new HashMap<>(host.environment(TOKEN));
        environment.put("DEPLOYCTL_RECORD_PATHS", "1");
        ListeningSocket probe = host.open();
        host.start(java, new Host.Launch(kind, kind, host.users().port(), List.of()), environment, probe);
        host.agent().awaitLine(TOKEN, "bound http");
        for (int i = 0; i < 10; i++) {
            User.ask(probe.port(), "/probe");
        }
        host.agent().order(TOKEN, "live");
        for (int i = 0; i < 10; i++) {
            User.ask(host.users().port(), "/often?q=" + i);
        }
        try (User user = new User(host.users().port())) {
            for (int i = 0; i < 7; i++) {
                assertThat(user.get("/kept").closes()).isZero();
            }
            user.get("/once");

            assertThat(host.agent().order(TOKEN, "paths")).isEqualTo("done");
            assertThat(told()).containsExactly("path 10 /often", "path 7 /kept");

            host.agent().order(TOKEN, "drain");
            assertThat(user.get("/kept").closes()).isOne();
        }
    }

    private List<String> told() {
        return host.agent().lines(TOKEN).stream()
                .filter(line -> line.startsWith("path "))
                .toList();
    }

    private void startLive(JavaHome java, String kind) throws IOException {
        host.start(java, kind, TOKEN);
        host.agent().awaitLine(TOKEN, "bound http");
        host.agent().order(TOKEN, "live");
    }

    /** That it is the same piece all along, and nothing else. */
    private static void assertLarge(User.Answer answer) {
        String piece = answer.body().substring(0, 64);
        assertThat(piece).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nx\r\n");
        assertThat(answer.body().equals(piece.repeat(128 * 1024))).isTrue();
    }
}
