package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.AgentText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code deployctl agent status}. */
@Command(
        name = "status",
        headerHeading = "Example: deployctl agent status web1%n%n",
        header = "Shows which agent runs, and since when.",
        mixinStandardHelpOptions = true)
final class AgentStatusCommand extends HostsVerb {
    AgentStatusCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        SurveyView<Reply.AgentReport> view = new SurveyView<>("agent status", shown, Reply.AgentReport.class);
        return view.run(workspace, new Request.AgentStatus(), this::lines);
    }

    private List<String> lines(String label, Reply.AgentReport agent) {
        return AgentText.of(label, agent, console().surroundings().clock().instant());
    }
}
