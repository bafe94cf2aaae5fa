package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.Page;
import io.github.deployctl.e2e.kit.Site;
import io.github.deployctl.e2e.kit.TempFolder;
import io.github.deployctl.e2e.kit.lab.Lab;
import io.github.deployctl.e2e.kit.lab.LabAgent;
import io.github.deployctl.e2e.kit.lab.LabHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
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
        return push(declaration, Conduct.GOOD);
    }

    protected final String push(Declaration declaration, Conduct conduct) throws IOException {
        pushed++;
        String version = pushed + ".0.0";
        Path jar = new OddJars(temp.path()).pack(version, conduct);
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
                new ReadyCheck(
                        new ReadyCheck.HttpProbe("/ready", null, StatusRange.SUCCESS, null), Duration.ofSeconds(30)),
                new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO));
    }

    /** Loads the app at 200 requests/s, half of them on a new connection each, until stopped; two minutes at most. */
    protected final Load load() {
        return Load.start(LoadPlan.of(new InetSocketAddress(host.address(), PORT), 200, Duration.ofMinutes(2)));
    }

    protected final String page(String path) throws IOException {
        return Page.get(host.address(), PORT, path);
    }

    /** Waits for the unit to be active with another agent. */
    protected final void awaitOtherAgent(long than) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> agent.pid() > 0
                        && agent.pid() != than
                        && agent.property("ActiveState").equals("active"));
    }

    /** Waits until the agent says that a generation is live. */
    protected final void awaitLive() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> agent.property("StatusText").startsWith("live ") && agent.livePid() > 0);
    }

    /** Makes a file in the folder in which the app works, which some of the test app's conducts wait for. */
    protected final void tell(String file) throws IOException {
        Files.createFile(work().resolve(file));
    }

    /** Removes what {@link #tell} has made. */
    protected final void takeBack(String file) throws IOException {
        Files.delete(work().resolve(file));
    }

    private Path work() throws IOException {
        return host.root().resolve("var/lib/deployctl/shop/work");
    }

    protected final void assertNextPushWorks() throws IOException {
        String answer = push();
        assertThat(page("/")).isEqualTo(answer);
    }

    /** Adds a setting to the unit until the host ends. */
    protected final void override(String setting) throws IOException, InterruptedException {
        host.write(
                "/etc/systemd/system/" + agent.unit() + ".d/" + setting.replaceAll("=.*", "") + ".conf",
                "[Service]\n" + setting + "\n");
        host.exec("systemctl", "daemon-reload");
    }

    protected static void assertServed(LoadResult result) {
        System.out.printf("%d requests, longest wait %.0f ms%n", result.requests(), result.longestWaitMillis());
        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(result.requests()).isGreaterThan(20);
    }
}
