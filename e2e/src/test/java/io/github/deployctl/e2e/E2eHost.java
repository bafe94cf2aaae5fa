package io.github.deployctl.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.RealSshd;
import io.github.deployctl.e2e.kit.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
        jars = new OddJars(site.folder());
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

    /** Loads the app at 200 requests/s until stopped, two minutes at most. */
    protected final Load load() {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port());
        return Load.start(LoadPlan.of(target, 200, Duration.ofMinutes(2)));
    }
}
