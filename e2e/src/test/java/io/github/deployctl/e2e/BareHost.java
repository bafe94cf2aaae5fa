package io.github.deployctl.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.RealSshd;
import io.github.deployctl.e2e.kit.Site;
import io.github.deployctl.e2e.kit.TempFolder;
import io.github.deployctl.e2e.kit.lab.Lab;
import io.github.deployctl.e2e.kit.lab.LabHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A lab host that nothing was done to but that root may log in by a key, and a developer's folder with another key to be authorized. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class BareHost {
    protected static final int PORT = 8080;

    private final Installation installation = Installation.ofThisBuild();
    private TempFolder temp;
    private Lab lab;
    protected LabHost host;

    @BeforeAll
    final void bootHost() throws Exception {
        assumeTrue(Lab.isAvailable());
        temp = new TempFolder();
        lab = Lab.open();
        host = lab.host("bare");
        RealSshd.newKey(folder(), "root");
        RealSshd.newKey(folder(), "key");
        letIn("/root", "root");
        String hostKey = Files.readString(host.root().resolve("etc/ssh/ssh_host_ed25519_key.pub"));
        Files.writeString(folder().resolve("known_hosts"), host.address() + " " + hostKey);
        Files.writeString(folder().resolve("deployctl.yml"), """
                app: shop
                artifact: app.jar
                hosts: ["shop@%s"]
                listeners: {http: %d}
                java: {options: [%s], args: ["--host=0.0.0.0", "--port=%d"]}
                ready: {http: /ready, timeout: 30s}
                drain: {timeout: 10s}
                stop: {timeout: 5s}
                standby: off
                """.formatted(
                        host.address(), PORT, Site.OPTIONS.replace(" ", ", "), PORT));
    }

    @AfterAll
    final void endHost() throws Exception {
        if (lab != null) {
            lab.close();
        }
        if (temp != null) {
            temp.close();
        }
    }

    protected final Path folder() {
        return temp.path();
    }

    /** Lets the test's key {@code key} in as the owner of {@code home}. */
    protected final void letIn(String home, String key) throws Exception {
        String line = Files.readString(folder().resolve(key + ".pub")).strip();
        host.exec(
                "sh",
                "-c",
                "umask 077; mkdir -p $1/.ssh; echo \"$2\" >$1/.ssh/authorized_keys; chown -R --reference=$1 $1/.ssh",
                "sh",
                home,
                line);
    }

    protected final Outcome asRoot(String verb, String... rest) throws Exception {
        return command("root", verb, rest).run();
    }

    protected final Outcome withKey(String verb, String... rest) throws Exception {
        return command("key", verb, rest).run();
    }

    /** {@code deployctl} with one of the test's keys. */
    protected final Command command(String key, String verb, String... rest) throws Exception {
        List<String> words = new ArrayList<>(List.of(installation.deployctl().toString(), verb));
        words.addAll(List.of(rest));
        words.addAll(List.of("--identity", key, "--known-hosts", "known_hosts"));
        return new Command(folder(), words).environment(Map.of("HOME", folder().toString()));
    }

    /** Sets {@code shop} up with the test's key authorized. */
    protected final Outcome setUp(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(root(), "--authorize", "key.pub"));
        words.addAll(List.of(more));
        Outcome outcome = asRoot("setup", words.toArray(String[]::new));
        if (outcome.exit() != 0) {
            throw new AssertionError(outcome.all());
        }
        return outcome;
    }

    protected final String root() {
        return "root@" + host.address();
    }

    protected final Outcome push(String version) throws Exception {
        Path jar = new OddJars(folder()).good(version);
        return withKey("push", "--artifact", jar.toString());
    }

    /** OpenSSH's client as the user {@code shop} with the authorized key; more words go before the destination, or after {@code --}. */
    protected final Outcome ssh(String... words) throws Exception {
        return sshCommand(words).run();
    }

    /** The same, not started yet. */
    protected final Command sshCommand(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("timeout", "30", "ssh", "-F", "none", "-i", "key"));
        for (String option : List.of("IdentitiesOnly=yes", "BatchMode=yes", "UserKnownHostsFile=known_hosts")) {
            line.addAll(List.of("-o", option));
        }
        List<String> all = List.of(words);
        int end = all.contains("--") ? all.indexOf("--") : all.size();
        line.addAll(all.subList(0, end));
        line.add("shop@" + host.address());
        line.addAll(all.subList(Math.min(all.size(), end + 1), all.size()));
        return new Command(folder(), line);
    }
}
