package io.github.deployctl.e2e.bench.rollback;

import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.AgentProcess;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Page;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** An agent with two releases of the Spring Boot shop, between which it is rolled back and forth. For one thread. */
public final class RollbackHost implements AutoCloseable {
    private static final List<String> VERSIONS = List.of("1.0.0", "2.0.0");
    private static final List<String> OPTIONS =
            List.of("-Xms128m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(30));

    private final Path apps;
    private final TempFolder temp;
    private final AgentClient agent;
    private final int port = Ports.free();
    private final Map<String, ReleaseId> releases = new LinkedHashMap<>();
    private String live = "";

    private RollbackHost(Path apps, TempFolder temp, AgentClient agent) {
        this.apps = apps;
        this.temp = temp;
        this.agent = agent;
    }

    /** Starts it with one release live and the other standing by. */
    public static RollbackHost start(Installation installation, Path apps) throws IOException, InterruptedException {
        TempFolder temp = new TempFolder();
        try {
            AgentProcess process = AgentProcess.start(installation, "shop", temp.path());
            RollbackHost host = new RollbackHost(apps, temp, new AgentClient(process.socket()));
            for (String version : VERSIONS) {
                host.push(version);
            }
            return host;
        } catch (IOException | InterruptedException | RuntimeException e) {
            temp.close();
            throw e;
        }
    }

    /**
     * One rollback.
     *
     * @param millis from just before the request is sent until a new connection has had an answer of the other release
     * @param reply what the agent said when the drain was over
     */
    public record Rolled(double millis, Reply.Deployed reply) {}

    public InetSocketAddress target() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Has the live release started anew, so that the other one does not stand by any more. */
    public void loseTheStandby() throws IOException {
        agent.restart();
    }

    /** Goes to the other release. Meanwhile it asks, each time on a new connection, who answers. */
    public Rolled rollBack() throws IOException, InterruptedException {
        String to = VERSIONS.get(0).equals(live) ? VERSIONS.get(1) : VERSIONS.get(0);
        AtomicLong sent = new AtomicLong();
        CompletableFuture<AgentClient.Moved> moved = CompletableFuture.supplyAsync(() -> {
            sent.set(System.nanoTime());
            try {
                return agent.rollBack(releases.get(to));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        String wanted = "demo " + to;
        while (!Page.get(port, "/").equals(wanted)) {
            if (moved.isCompletedExceptionally()) {
                break;
            }
        }
        long answered = System.nanoTime();
        try {
            Reply.Deployed reply = moved.get().reply();
            live = to;
            return new Rolled((answered - sent.get()) / 1e6, reply);
        } catch (ExecutionException e) {
            throw new IOException("the rollback failed: " + e.getMessage(), e);
        }
    }

    private void push(String version) throws IOException {
        Path jar = apps.resolve("spring-boot/target/shop-" + version + ".jar");
        releases.put(version, agent.push(jar, version, declaration()).reply().release());
        live = version;
    }

    private Declaration declaration() {
        return new Declaration(
                new AppName("shop"),
                Map.of("http", ListenAddress.parse("127.0.0.1:" + port)),
                new Launch(
                        null,
                        null,
                        OPTIONS,
                        List.of("--server.address=127.0.0.1", "--server.port=" + port),
                        Launch.DEFAULT.cwd(),
                        Map.of()),
                new ReadyCheck(new ReadyCheck.HttpProbe("/", null, StatusRange.SUCCESS, null), READY),
                DEADLINES);
    }

    /** Ends the app and the agent, and removes their folders. */
    @Override
    public void close() throws IOException {
        temp.close();
    }
}
