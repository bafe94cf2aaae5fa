package io.github.deployctl.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.bench.upload.SlowLine;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.RealSshd;
import io.github.deployctl.e2e.kit.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A fresh site for each test, ended after it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class E2eHost {
    protected Site site;
    protected OddJars jars;

    @BeforeEach
    final void startSite() throws IOException, InterruptedException {
        requireSshd();
        site = Site.start(Installation.ofThisBuild());
        site.usually("start-priority: " + usualPriority());
        jars = new OddJars(site.folder());
    }

    /**
     * What candidates boot at where a test declares nothing else. Tests that run side by side on two processors leave nothing over for one at low priority: each
     * would be watched starving for three seconds first, which a few classes show and the others need not wait for.
     */
    protected String usualPriority() {
        return "normal";
    }

    @AfterEach
    final void endSite() throws IOException {
        if (site != null) {
            site.close();
        }
    }

    /** A machine without sshd can still build; a CI run that skipped this would have shown nothing. */
    private static void requireSshd() {
        if (RealSshd.isInstalled()) {
            return;
        }
        String message =
                "SKIPPED: /usr/sbin/sshd is not installed, so nothing end to end is tested; run ./install.sh --test";
        System.err.println(message);
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(message);
        }
        assumeTrue(false, message);
    }

    /** Returns the pids of the app's processes whose release begins with {@code release}. */
    protected final List<Long> appProcesses(String release) throws IOException {
        return Processes.naming(site.agent().stateFolder() + "/releases/" + release);
    }

    /** Makes a file in the folder in which the app works, which some of the test app's conducts wait for. */
    protected final void tell(String file) throws IOException {
        Files.createFile(site.agent().stateFolder().resolve("work").resolve(file));
    }

    /** Has the client come over this line from now on, until the next {@link Site#declare}. */
    protected final void reachThrough(SlowLine line) throws IOException {
        String known = Files.readString(site.sshd().knownHosts());
        Files.writeString(
                site.sshd().knownHosts(),
                known + known.lines().findFirst().orElseThrow().replaceFirst("]:\\d+ ", "]:" + line.port() + " ")
                        + "\n");
        site.declare("hosts: [\"" + System.getProperty("user.name") + "@127.0.0.1:" + line.port() + "\"]");
    }

    /** Loads the app at 200 requests/s until stopped, two minutes at most. */
    protected final Load load() {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port());
        return Load.start(LoadPlan.of(target, 200, Duration.ofMinutes(2)));
    }
}
