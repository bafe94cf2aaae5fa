package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.AgentProcess;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.TempFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An agent that is replaced in place while its app serves. */
class AgentUpgradeE2eIT extends E2eHost {
    @Test
    void anUpgradeUnderLoadLosesNothingAndKeepsTheProcess() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        site.pushQuickly(jars.good("2.0.0"));
        long pid = site.agent().pid();
        long app = site.agent().livePid();
        Load load = load();
        int descriptors = 0;
        for (int i = 0; i < 3; i++) {
            Reply.AgentReport before = new AgentClient(site.agent().socket()).agent();
            Outcome upgrade = site.quickly("agent upgrade");
            assertThat(upgrade.exit()).as(upgrade.all()).isZero();
            assertThat(upgrade.out()).contains("agent 0.1.0 of ").contains("pid " + pid);
            Reply.AgentReport after = new AgentClient(site.agent().socket()).agent();
            assertThat(after.pid()).isEqualTo(before.pid());
            assertThat(after.since()).isAfter(before.since());
            int now = Processes.count(pid, "fd");
            assertThat(descriptors == 0 || now <= descriptors + 2)
                    .as("%d descriptors, then %d", descriptors, now)
                    .isTrue();
            descriptors = now;
        }
        assertThat(site.agent().livePid()).isEqualTo(app);
        assertThat(site.quickly("agent status").out()).contains("pid " + pid);

        Outcome push = site.pushQuickly(jars.good("3.0.0"));
        assertThat(push.exit()).as(push.all()).isZero();
        assertThat(load.stop().lossDetails(10)).isEmpty();
        // The generations that another image of this process has launched are its children all the same.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(site.agent().log()).contains("generation 2 exited with status 143"));
        await().until(() -> Processes.zombiesOf(pid) == 0);
    }

    @Test
    void anUpgradeInADrainLetsTheOldGenerationFinish() throws Exception {
        site.declare("drain: {timeout: 50s}");
        site.pushQuickly(jars.good("1.0.0"));
        SlowRequest slow = SlowRequest.start(site);
        var push = site.command("push", "--artifact", jars.good("2.0.0").toString())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> site.page("/").equals("demo 2.0.0"));
        Load load = load();

        Outcome upgrade = site.quickly("agent upgrade");
        assertThat(upgrade.exit()).as(upgrade.all()).isZero();
        assertThat(slow.isUnderWay()).isTrue();
        SlowRequest.finish(site);
        assertThat(slow.body().lines()).isNotEmpty().containsOnly("demo 1.0.0");

        Outcome outcome = push.await();
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(4);
        assertThat(outcome.all()).contains("traffic had moved already");
        assertThat(load.stop().lossDetails(10)).isEmpty();
        assertThat(site.quickly("history").out()).contains("upgrade");
    }

    @Test
    void anUpgradeDuringAPushIsRefusedAndSaysWhoDeploys() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        var push = site.command(
                        "push",
                        "--artifact",
                        jars.pack("2.0.0", Conduct.READY_ON_COMMAND).toString())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> site.agent().log().contains("generation 2 of "));

        Outcome upgrade = site.quickly("agent upgrade");

        assertThat(upgrade.exit()).as(upgrade.all()).isEqualTo(5);
        assertThat(upgrade.all()).contains("a push by ").contains(" is under way");
        tell("ready");
        assertThat(push.await().exit()).isZero();
    }

    @Test
    void anAgentWhoseSuccessorDoesNotStartGoesOn() throws Exception {
        try (TempFolder temp = new TempFolder()) {
            Path launcher = copyOfTheAgent(temp.path().resolve("prefix"));
            AgentProcess agent =
                    AgentProcess.start(new Installation(temp.path().resolve("prefix")), "odd", temp.path());
            AgentClient client = new AgentClient(agent.socket());
            Reply.AgentReport before = client.agent();

            Files.writeString(launcher, "#!/bin/sh\necho 'no java was found' >&2\nexit 1\n");
            assertThatThrownBy(client::upgrade)
                    .hasMessageContaining("was not replaced and goes on")
                    .hasMessageContaining("no java was found");
            Files.delete(launcher);
            assertThatThrownBy(client::upgrade).hasMessageContaining("was not replaced and goes on");

            assertThat(client.agent()).isEqualTo(before);
            assertThat(agent.terminate()).isZero();
        }
    }

    private static Path copyOfTheAgent(Path prefix) throws Exception {
        Path from = Installation.ofThisBuild().agent().getParent();
        Path to = Files.createDirectories(prefix.resolve("share/deployctl/0.1.0/agent"));
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
        return to.resolve("deployctl-agent");
    }
}
