package io.github.deployctl.cli.report;

import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Reply.AgentReport;
import io.github.deployctl.common.text.Visible;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an agent is, for people. */
public final class AgentText {
    private AgentText() {}

    public static List<String> of(String label, AgentReport agent, Instant now) {
        return List.of(Visible.of(label + "  agent " + agent.version() + " of " + agent.app() + "  pid " + agent.pid()
                + "  for " + Shown.age(Duration.between(agent.since(), now)) + "  " + agent.state()));
    }
}
