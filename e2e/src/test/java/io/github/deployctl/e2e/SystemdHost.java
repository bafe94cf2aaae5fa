package io.github.deployctl.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.Site;
import io.github.deployctl.e2e.kit.TempFolder;
import io.github.deployctl.e2e.kit.lab.Lab;
import io.github.deployctl.e2e.kit.lab.LabAgent;
import io.github.deployctl.e2e.kit.lab.LabHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A lab host with the agent of {@code shop} installed and release 1.0.0 live, for all tests of a class. Its clients are on this machine, which is another host to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class SystemdHost {
    protected static final Duration PATIENCE = Duration.ofSeconds(30);
    protected static final int PORT = 8080;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private TempFolder temp;
    private Lab lab;
    private int pushed;
    protected LabHost host;
    protected LabAgent agent;

    @BeforeAll
    final void bootHost() throws Exception {
        assumeTrue(Lab.isAvailable());
        temp = new TempFolder();
        lab = Lab.open();
        host = lab.host("shop");
        agent = LabAgent.install(host, "shop");
        push();
    }

    @AfterAll
    final void endHost() throws IOException {
        if (lab != null) {
            lab.close();
        }
        if (temp != null) {
            temp.close();
        }
    }

    /** Pushes the next version and returns what it answers from then on. */
    protected final String push() throws IOException {
        return push(declare(PORT));
    }

    protected final String push(Declaration declaration) throws IOException {
        pushed++;
        String version = pushed + ".0.0";
        Path jar = new OddJars(temp.path()).good(version);
        AgentClient.Moved moved = agent.client().push(jar, version, declaration);
        if (!moved.isAdopted()) {
            throw new IOException("nobody saw the listeners taken");
        }
        return "demo " + version;
    }

    /** What serves on {@code port} of every address, with short deadlines. */
    protected static Declaration declare(int port) {
        List<String> args = new ArrayList<>(List.of("--host=0.0.0.0", "--port=" + port));
        return new Declaration(
                new AppName("shop"),
                Map.of("http", ListenAddress.parse(Integer.toString(port))),
                new Launch(null, null, List.of(Site.OPTIONS.split(" ")), args, "work", Map.of()),
                new ReadyCheck(ReadyCheck.DEFAULT.http(), Duration.ofSeconds(30)),
                new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO),
                Declaration.DEFAULT_KEEP);
    }

    /** Loads the app at 200 requests/s, half of them on a new connection each, until stopped; two minutes at most. */
    protected final Load load() {
        return Load.start(LoadPlan.of(new InetSocketAddress(host.address(), PORT), 200, Duration.ofMinutes(2)));
    }

    protected final String page(String path) throws IOException, InterruptedException {
        return page(PORT, path);
    }

    protected final String page(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host.address() + ":" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
