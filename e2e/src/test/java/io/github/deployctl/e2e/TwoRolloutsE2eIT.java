package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.AgentProcess;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.RealSshd;
import io.github.deployctl.e2e.kit.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people who roll out over the same two hosts at the same moment, each beginning at another one. */
class TwoRolloutsE2eIT extends E2eHost {
    private static final int SECONDS = 60;

    private AgentProcess second;
    private RealSshd secondSshd;

    /** Each server has the agent of its own behind the key's command, since a client asks for the same socket everywhere. */
    @BeforeEach
    void startSecondHost() throws Exception {
        // A network of its own takes what the lab's hosts take.
        assumeTrue(Lab.isAvailable());
        Path folder = Files.createDirectories(site.folder().resolve("second"));
        second = AgentProcess.startApart(Installation.ofThisBuild(), "shop", folder);
        secondSshd = RealSshd.start(Files.createDirectories(folder.resolve("ssh")));
        reachByCommand(site.sshd(), site.agent());
        reachByCommand(secondSshd, second);
        Files.writeString(
                site.sshd().knownHosts(), Files.readString(secondSshd.knownHosts()), StandardOpenOption.APPEND);
        site.declare("hosts: [\"" + host(site.sshd()) + "\", \"" + host(secondSshd) + "\"]");
    }

    @AfterEach
    void endSecondHost() throws IOException {
        if (secondSshd != null) {
            secondSshd.close();
        }
    }

    private void reachByCommand(RealSshd sshd, AgentProcess agent) throws IOException {
        String key = Files.readString(site.sshd().identity().resolveSibling("id.pub"));
        String command = "'" + Installation.ofThisBuild().agent() + "' connect shop --run-dir '"
                + agent.socket().getParent() + "'";
        Files.writeString(
                sshd.identity().resolveSibling("authorized_keys"), "restrict,command=\"" + command + "\" " + key);
    }

    private static String host(RealSshd sshd) {
        return System.getProperty("user.name") + "@127.0.0.1:" + sshd.port();
    }

    @Test
    void oneIsDoneWholeAndTheOtherIsRefusedWithNothingHeldOrChanged() throws Exception {
        Outcome before = site.pushQuickly(jars.good("1.0.0"));
        assertThat(before.exit()).as(before.all()).isZero();
        assertThat(serving()).containsOnly("1.0.0");
        CyclicBarrier together = new CyclicBarrier(2);
        CompletableFuture<Outcome> ann = push(together, "2.0.0", site.sshd(), secondSshd);
        CompletableFuture<Outcome> bob = push(together, "3.0.0", secondSshd, site.sshd());

        // Neither release is ready yet, so that whoever has the hosts has them until told.
        CompletableFuture.anyOf(ann, bob).get(SECONDS, TimeUnit.SECONDS);
        boolean annIsFirst = !ann.isDone();
        Outcome refused = (annIsFirst ? bob : ann).join();
        assertThat(refused.exit()).as(refused.all()).isEqualTo(5);
        assertThat(refused.err())
                .containsPattern("locked by|a push by")
                .contains("nothing was changed on any host", "Try: ");
        assertThat(serving()).as("the other has not gone on either").containsOnly("1.0.0");
        for (AgentProcess agent : agents()) {
            Files.createFile(agent.stateFolder().resolve("work/ready"));
        }
        Outcome done = (annIsFirst ? ann : bob).get(SECONDS, TimeUnit.SECONDS);

        assertThat(done.exit()).as(done.all()).isZero();
        assertThat(serving()).containsOnly(annIsFirst ? "2.0.0" : "3.0.0");
        for (AgentProcess agent : agents()) {
            assertThat(agent.log()).as("it was begun nowhere").doesNotContain(annIsFirst ? " of 3.0.0" : " of 2.0.0");
        }
        Outcome free = site.quickly("lock status");
        assertThat(free.out().lines()).hasSize(2).allMatch(line -> line.contains("not locked"));
    }

    private CompletableFuture<Outcome> push(CyclicBarrier together, String version, RealSshd... order)
            throws IOException {
        Path jar = jars.pack(version, Conduct.READY_ON_COMMAND);
        return CompletableFuture.supplyAsync(() -> {
            try {
                together.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return site.quickly("push", "--artifact", jar.toString(), host(order[0]), host(order[1]));
        });
    }

    private List<AgentProcess> agents() {
        return List.of(site.agent(), second);
    }

    /** The version that each host serves. */
    private List<String> serving() throws IOException {
        Path first = Files.readSymbolicLink(site.agent().stateFolder().resolve("current"));
        Path other = Files.readSymbolicLink(second.stateFolder().resolve("current"));
        return List.of(version(first), version(other));
    }

    private static String version(Path release) {
        return release.getFileName().toString().split("-", 2)[0];
    }
}
