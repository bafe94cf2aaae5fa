package io.github.deployctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.deploy.Survey.Answer;
import io.github.deployctl.cli.fixture.CannedAgents;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentUpgradeTest {
    private static final Reply.AgentReport OLD =
            new Reply.AgentReport(new AppName("shop"), "0.1.0", 7, Instant.EPOCH, "/state");
    private static final Reply.AgentReport NEW =
            new Reply.AgentReport(new AppName("shop"), "0.2.0", 7, Instant.EPOCH.plusSeconds(1), "/state");
    private static final Deadline SHORT = new Deadline("agent.timeout", Duration.ofMillis(1));
    private static final Deadline LONG = new Deadline("agent.timeout", Duration.ofSeconds(30));

    private final CannedAgents agents = new CannedAgents();

    private Answer<Reply.AgentReport> upgrade(Deadline deadline) {
        return new AgentUpgrade(agents.agents(), new Standing(said -> {}), deadline)
                .run(List.of(HostAddress.parse("web1")))
                .get(0);
    }

    @Test
    void theAnswerIsTheOtherAgents() {
        // It answers once and its connection ends; on the next one another answers.
        agents.on("web1", OLD).then("web1", NEW);

        assertThat(upgrade(LONG).reply()).isEqualTo(NEW);
    }

    @Test
    void aRefusalIsTheAgentsOwn() {
        agents.on("web1", OLD, new Reply.Failed(Failure.of(FailureCode.LOCKED, "ann deploys")));

        assertThat(upgrade(LONG).failure()).isEqualTo(Failure.of(FailureCode.LOCKED, "ann deploys"));
        assertThat(agents.connected()).containsExactly("web1");
    }

    @Test
    void anAgentThatIsStillTheSameAtTheDeadlineIsAFailureThatNamesIt() {
        agents.on("web1", OLD);

        assertThat(upgrade(SHORT).failure()).asString().contains("was not replaced within", "agent.timeout");
    }
}
