package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.AgentUpgrade;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.report.AgentText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code deployctl agent upgrade}. */
@Command(
        name = "upgrade",
        headerHeading = "Example: deployctl agent upgrade web1%n%n",
        header = "Replaces running agents by the ones installed on their hosts; the app serves on.",
        mixinStandardHelpOptions = true)
final class AgentUpgradeCommand extends HostsVerb {
    private static final Deadline AGENT = new Deadline("agent.timeout", Duration.ofSeconds(60));

    AgentUpgradeCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        SurveyView<Reply.AgentReport> view = new SurveyView<>("agent upgrade", shown, Reply.AgentReport.class);
        return view.run(
                workspace,
                progress -> new AgentUpgrade(workspace.agents(), progress, AGENT).run(workspace.hosts()),
                this::lines);
    }

    private List<String> lines(String label, Reply.AgentReport agent) {
        return AgentText.of(label, agent, console().surroundings().clock().instant());
    }
}
