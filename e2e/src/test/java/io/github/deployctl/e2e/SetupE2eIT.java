package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.lab.Lab;
import io.github.deployctl.e2e.kit.lab.LabAgent;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code deployctl setup} from a bare host on, over the host's own sshd. */
class SetupE2eIT extends BareHost {
    /** Files by name, and what the accounts are; without what changes by itself. */
    private static final String LISTING = "find /etc /opt /srv /home /tmp /var /run/deployctl"
            + " \\( -path /var/log/journal -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/dpkg"
            + " -o -path '/tmp/hsperfdata*' -o -name '*-' \\) -prune -o -print 2>/dev/null | sort;"
            + " cat /etc/passwd /etc/group /etc/shadow";

    @Test
    void aBareHostIsSetUpDeployedToUnderLoadAndLeftAsItWas() throws Exception {
        asRoot("setup", root(), "--remove", "--yes");
        String before = host.exec("sh", "-c", LISTING);

        Outcome look = asRoot("setup", root(), "--authorize", "key.pub", "--dry-run");
        assertThat(look.exit()).as(look.all()).isZero();
        assertThat(look.err()).contains("would start deployctl-agent@shop");
        assertThat(host.exec("sh", "-c", LISTING)).isEqualTo(before);

        Outcome done = setUp();
        assertThat(done.out()).contains("done: ").endsWith("Next: deployctl push " + host.address() + "\n");

        Outcome first = push("1.0.0");
        assertThat(first.exit()).as(first.all()).isZero();
        InetSocketAddress app = new InetSocketAddress(host.address(), PORT);
        LoadResult result;
        try (Load load = Load.start(LoadPlan.of(app, 200, Duration.ofMinutes(1)))) {
            Outcome second = push("2.0.0");
            assertThat(second.exit()).as(second.all()).isZero();
            Outcome again = setUp();
            assertThat(again.out()).contains("nothing to do");
            result = load.stop();
        }
        assertThat(result.lost()).as("%s", result.lossDetails(5)).isZero();
        assertThat(result.answers()).contains("demo 1.0.0", "demo 2.0.0");
        System.out.println(
                "setup: " + done.took().toMillis() + " ms; " + result.requests() + " requests, lost " + result.lost());

        Outcome unasked = asRoot("setup", root(), "--remove");
        assertThat(unasked.exit()).as(unasked.all()).isEqualTo(2);
        Outcome removed = asRoot("setup", root(), "--remove", "--yes");
        assertThat(removed.exit()).as(removed.all()).isZero();
        assertThat(host.exec("sh", "-c", LISTING)).isEqualTo(before);
        assertThat(asRoot("setup", root(), "--remove", "--yes").out()).contains("nothing to do");
    }

    @Test
    void aSetupThatIsInterruptedLeavesNoFolderAndGoesOnWhenDoneAgain() throws Exception {
        Command.Running running =
                command("root", "setup", root(), "--app", "cut", "--yes").start();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> running.errSoFar().contains("] install /opt/deployctl")
                        || running.errSoFar().contains("] add user cut"));
        running.process().destroy();
        Outcome cut = running.await();
        assertThat(cut.exit()).as(cut.all()).isEqualTo(130);
        assertThat(cut.err()).contains("is half done");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> host.exec("ls", "/tmp").lines().noneMatch(name -> name.startsWith("deployctl-setup")));
        Outcome again = asRoot("setup", root(), "--app", "cut");
        assertThat(again.exit()).as(again.all()).isZero();
        assertThat(host.exec("systemctl", "is-active", "deployctl-agent@cut")).isEqualTo("active\n");
    }

    @Test
    void aHostWithoutJavaIsToldWhichPackageHasOne() throws Exception {
        host.exec("mount", "-t", "tmpfs", "none", "/usr/lib/jvm");
        try {
            Outcome refused = asRoot("setup", root(), "--app", "bean");
            assertThat(refused.exit()).as(refused.all()).isOne();
            assertThat(refused.err())
                    .contains("no Java 17 or newer", "-headless", "--install-java", "nothing was changed");
            Outcome offered = asRoot("setup", root(), "--app", "bean", "--install-java", "--dry-run");
            assertThat(offered.exit()).as(offered.all()).isZero();
            assertThat(offered.err()).containsPattern("would install \\S+-headless");
        } finally {
            host.exec("umount", "/usr/lib/jvm");
        }
        Outcome hidden = asRoot("setup", root(), "--app", "bean", "--java", "/nowhere");
        assertThat(hidden.exit()).as(hidden.all()).isOne();
        assertThat(hidden.err()).contains("--java /nowhere is no Java 17 or newer");
    }

    @Test
    void aLoginThatIsNotRootNeedsSudoWithoutAPassword() throws Exception {
        host.exec("useradd", "-m", "-s", "/bin/sh", "ops");
        host.exec("usermod", "-p", "*", "ops");
        letIn("/home/ops", "root");
        String ops = "ops@" + host.address();

        Outcome refused = asRoot("setup", ops, "--app", "tea");
        assertThat(refused.exit()).as(refused.all()).isOne();
        assertThat(refused.err()).contains("is not root, and sudo -n refused", "setup --print");

        host.exec("sh", "-c", "echo 'ops ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ops");
        Outcome looked = asRoot("setup", ops, "--app", "tea", "--dry-run");
        assertThat(looked.exit()).as(looked.all()).isZero();
        assertThat(looked.err()).contains("would add user tea");
        host.exec("sh", "-c", "rm /etc/sudoers.d/ops");
    }

    @Test
    void thePrintedScriptDoesItByItselfAndAUserOfSomebodyElseIsLeftAlone() throws Exception {
        Outcome printed = asRoot("setup", "--print", "--app", "blog");
        assertThat(printed.exit()).as(printed.err()).isZero();
        Files.writeString(host.root().resolve("root/setup-blog"), printed.out());
        for (String shell : new String[] {"dash", "bash"}) {
            String said = host.exec(shell, "/root/setup-blog");
            assertThat(said).contains(shell.equals("dash") ? "start deployctl-agent@blog" : "nothing to do: blog");
        }
        // Cut short, it does nothing.
        Files.writeString(
                host.root().resolve("root/half"),
                printed.out().substring(0, printed.out().length() / 2));
        assertThat(host.attempt("sh", "/root/half").exit()).isNotZero();
        assertThat(host.exec("ls", "/tmp")).doesNotContain("deployctl-setup");

        Outcome daemon = asRoot("setup", root(), "--app", "daemon");
        assertThat(daemon.exit()).as(daemon.all()).isOne();
        assertThat(daemon.err()).contains("not deployctl's", "nothing was changed");
    }

    @Test
    void whatJavaPicksUpAndWhereCdMightGoAreInNobodysWay() throws Exception {
        Outcome printed = asRoot("setup", "--print", "--app", "odd");
        Files.writeString(host.root().resolve("root/setup-odd"), printed.out());
        Outcome done = host.attempt(
                "env", "JAVA_TOOL_OPTIONS=-Dx=y", "_JAVA_OPTIONS=-Dz=y", "CDPATH=.:/tmp", "sh", "/root/setup-odd");
        assertThat(done.exit()).as(done.all()).isZero();
        assertThat(done.out()).contains("start deployctl-agent@odd");
    }

    @Test
    void whereAUserLeavesItsGroupRemovalTakesThatToo() throws Exception {
        host.exec("sh", "-c", "cp -p /etc/login.defs /tmp/defs && echo 'USERGROUPS_ENAB no' >>/etc/login.defs");
        host.exec("sed", "-i", "s/^USERGROUPS_ENAB.*yes/USERGROUPS_ENAB no/", "/etc/login.defs");
        try {
            for (int times = 0; times < 2; times++) {
                Outcome done = asRoot("setup", root(), "--app", "grouped");
                assertThat(done.exit()).as(done.all()).isZero();
                Outcome removed = asRoot("setup", root(), "--app", "grouped", "--remove", "--yes");
                assertThat(removed.exit()).as(removed.all()).isZero();
                assertThat(host.attempt("getent", "group", "grouped").exit()).isNotZero();
            }
        } finally {
            host.exec("mv", "/tmp/defs", "/etc/login.defs");
        }
    }

    @Test
    void installDoesItOnTheHostItself() throws Exception {
        host.copy(Lab.sources().resolve("install.sh"), "/root/project");
        host.copy(Lab.sources().resolve("pom.xml"), "/root/project");
        host.copy(
                LabAgent.distribution(),
                "/root/project/agent/target/" + LabAgent.distribution().getFileName());
        host.copy(folder().resolve("key.pub"), "/root");
        String agent = "/root/project/install.sh --no-build --agent --app self";

        assertThat(host.exec("sh", "-c", "dash " + agent + " --authorize /root/key.pub"))
                .contains("start deployctl-agent@self");
        assertThat(host.exec("sh", "-c", "bash " + agent)).contains("nothing to do: self");
        assertThat(host.attempt("sh", "-c", "CI= dash " + agent + " --uninstall")
                        .exit())
                .isOne();
        assertThat(host.exec("sh", "-c", "dash " + agent + " --uninstall --yes"))
                .contains("remove user self");
        assertThat(host.attempt("getent", "passwd", "self").exit()).isNotZero();
    }

    @Test
    void theAppsUserMayRestartItsOwnUnitAndNoOther() throws Exception {
        setUp();
        if (host.attempt("systemctl", "start", "polkit").exit() != 0) {
            System.err.println("SKIPPED: no polkitd here; the rule is only looked at as a file");
            assertThat(host.exec("sh", "-c", "cat /etc/polkit-1/rules.d/50-deployctl-shop.rules || true"))
                    .doesNotContain("YES;;");
            return;
        }
        Outcome own = host.attempt(
                "setpriv",
                "--reuid=shop",
                "--regid=shop",
                "--init-groups",
                "systemctl",
                "restart",
                "deployctl-agent@shop");
        assertThat(own.exit()).as(own.all()).isZero();
        for (String[] other : new String[][] {{"stop", "ssh"}, {"mask", "deployctl-agent@shop"}}) {
            Outcome refused = host.attempt(
                    "setpriv",
                    "--reuid=shop",
                    "--regid=shop",
                    "--init-groups",
                    "systemctl",
                    "--no-ask-password",
                    other[0],
                    other[1]);
            assertThat(refused.exit()).as(refused.all()).isNotZero();
        }
    }
}
