package io.github.deployctl.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.cli.fixture.HeldPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed server in a JVM of its own, without the agent: what the hand-over is measured with must itself lose nothing. */
class DemoJarsIT {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path folder;

    private HeldPort port;

    @BeforeEach
    void holdAPort() throws IOException {
        port = new HeldPort();
    }

    @AfterEach
    void givePortBack() {
        port.close();
    }

    @Test
    void theWorkingReleaseServesALoadAndStopsAtSigterm() throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number());
        Process server = start(new DemoJars(folder).working("1.0.0"));
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> accepts(address));
            Load load = Load.start(LoadPlan.of(address, 300, Duration.ofSeconds(20)));
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            LoadResult result = load.stop();

            assertThat(result.lossDetails(5)).isEmpty();
            assertThat(result.closedIdle()).isZero();
            assertThat(result.answers()).containsExactly("demo 1.0.0");
            assertThat(result.requests()).isGreaterThan(100);

            server.destroy();
            assertThat(server.waitFor(4, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void theBrokenReleaseSaysWhyAndEnds() throws Exception {
        Process server = start(new DemoJars(folder).broken("1.2.0"));
        try {
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(3);
            assertThat(new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("demo 1.2.0: no database at 127.0.0.1:5432");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void theSameVersionGivesTheSameBytes() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));

        assertThat(new DemoJars(other).working("1.0.0")).hasSameBinaryContentAs(new DemoJars(folder).working("1.0.0"));
    }

    private Process start(Path jar) throws IOException {
        return new ProcessBuilder(JAVA.toString(), "-jar", jar.toString(), "--port=" + port.number())
                .redirectErrorStream(true)
                .start();
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
