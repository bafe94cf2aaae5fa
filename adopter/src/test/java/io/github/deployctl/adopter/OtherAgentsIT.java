package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.adopter.lab.Generation;
import io.github.deployctl.adopter.lab.Host;
import io.github.deployctl.adopter.lab.JavaHome;
import io.github.deployctl.adopter.lab.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** The built agent beside other agents that people run, loaded before it or after it: both do their work. */
@Timeout(180)
class OtherAgentsIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Path AGENTS = Path.of(System.getProperty("adopter.agents"));
    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Host host;

    /** Where the other agent stands on the command line. */
    private enum Order {
        BEFORE,
        AFTER
    }

    @BeforeEach
    void open() throws IOException {
        host = new Host(folder);
    }

    @AfterEach
    void endEverything() throws IOException {
        host.close();
    }

    static Stream<Arguments> orders() {
        return Stream.of(JavaHome.values())
                .flatMap(java -> Stream.of(Order.values()).map(order -> Arguments.of(java, order)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void coverageIsRecorded(JavaHome java, Order order) throws Exception {
        Path coverage = folder.resolve("coverage");
        Generation generation = start(java, order, List.of(agent("jacoco", "destfile=" + coverage)));

        serveAndDrain();
        generation.terminate();
        assertThat(Files.size(coverage)).isPositive();
        assertThat(Files.readString(coverage, StandardCharsets.ISO_8859_1))
                .contains("io/github/deployctl/adopter/app/HttpServerApp");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void metricsAreServedOnAPortOfTheirOwn(JavaHome java, Order order) throws Exception {
        int port = host.freePort();
        Path rules = Files.writeString(folder.resolve("rules"), "rules: [{pattern: '.*'}]");
        start(java, order, List.of(agent("jmx-exporter", "127.0.0.1:" + port + ":" + rules)));

        serveAndDrain();
        try (User user = new User(port)) {
            user.send("/metrics");
            assertThat(user.receive().head().get(0)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void requestsAreTraced(JavaHome java, Order order) throws Exception {
        List<String> options = List.of(
                "-Xmx192m",
                "-Dotel.traces.exporter=logging",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.instrumentation.methods.include=io.github.deployctl.adopter.app.Answers[body]",
                agent("opentelemetry", ""));
        Generation generation = start(java, order, options);

        serveAndDrain();
        await().atMost(START).until(() -> generation.output().contains("LoggingSpanExporter - 'Answers.body'"));
    }

    private void serveAndDrain() throws IOException {
        await().atMost(START).until(() -> host.agent().lines(TOKEN).contains("bound http"));
        assertThat(host.agent().order(TOKEN, "live")).isEqualTo("done");
        try (User user = new User(host.users().port())) {
            assertThat(user.get("/").closes()).isZero();
            assertThat(host.agent().order(TOKEN, "drain")).isEqualTo("done");
            User.Answer answer = user.get("/");
            assertThat(answer.closes()).isOne();
            assertThat(answer.body()).isEqualTo("http-server");
        }
    }

    private Generation start(JavaHome java, Order order, List<String> options) {
        boolean isBefore = order == Order.BEFORE;
        Host.Launch launch =
                new Host.Launch("http-server", "http-server", host.users().port(), isBefore ? options : List.of());
        return host.startBefore(isBefore ? List.of() : options, java, launch, TOKEN);
    }

    private static String agent(String name, String arguments) {
        return "-javaagent:" + AGENTS.resolve(name + ".jar") + "=" + arguments;
    }
}
