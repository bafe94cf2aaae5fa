package io.github.deployctl.e2e.bench.warm;

import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.AgentProcess;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An agent with the Spring Boot app, on one JDK. The old process stays as standby while its successor is measured, and has ended by the next hand-over, as it has
 * where people push less often than a standby lasts: the end of a JVM takes the processor of a small machine for half a second.
 */
final class ShopSite implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(2);
    /** From the end of the drain on; what is measured after a hand-over takes 18 s. */
    private static final Duration STANDBY = Duration.ofSeconds(20);

    private static final List<String> OPTIONS = List.of("-Xmx256m");

    private final Path jars;
    private final Jdk jdk;
    private final TempFolder temp;
    private final AgentProcess agent;
    private final int port = Ports.free();

    /** @param jars the folder with {@code shop-1.0.0.jar} and {@code shop-2.0.0.jar} */
    ShopSite(Installation installation, Path jars, int feature) throws IOException, InterruptedException {
        this.jars = jars;
        this.jdk = Jdk.find(feature).orElseThrow(() -> new IOException("there is no JDK " + feature));
        if (!Files.exists(jar("1.0.0"))) {
            throw new IOException("the Spring Boot app is not built");
        }
        this.temp = new TempFolder();
        this.agent = AgentProcess.start(installation, "shop", temp.path());
    }

    int port() {
        return port;
    }

    Path releases() {
        return agent.stateFolder().resolve("releases");
    }

    AgentClient.Moved push(String version, StartUp startUp) throws IOException {
        Declaration declaration = new Declaration(
                        new AppName("shop"),
                        Map.of("http", ListenAddress.parse("127.0.0.1:" + port)),
                        new Launch(
                                jdk.home().toString(),
                                null,
                                OPTIONS,
                                List.of("--server.port=" + port, "--server.address=127.0.0.1"),
                                "work",
                                Map.of()),
                        new ReadyCheck(new ReadyCheck.HttpProbe("/", null, StatusRange.SUCCESS, null), READY),
                        new Deadlines(Deadlines.DEFAULT.drain(), Deadlines.DEFAULT.stop(), STANDBY))
                .with(startUp)
                .with(new SafetyNet(Duration.ZERO, null, false));
        return new AgentClient(agent.socket()).push(jar(version), version, declaration);
    }

    private Path jar(String version) {
        return jars.resolve("shop-" + version + ".jar");
    }

    @Override
    public void close() throws IOException {
        try {
            agent.terminate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            temp.close();
        }
    }
}
