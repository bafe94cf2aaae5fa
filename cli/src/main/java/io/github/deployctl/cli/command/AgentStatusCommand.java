package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.AgentText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deployctl agent status}. */
@Command(
        name = "status",
        headerHeading = "Example: deployctl agent status web1%n%n",
        header = "Shows which agent runs, and since when.",
        mixinStandardHelpOptions = true)
final class AgentStatusCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(paramLabel = "HOST|GROUP", arity = "0..*", description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    AgentStatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws FailureException {
        Output shown = output.on(console);
        Workspace workspace = Workspace.open(connection, targets, shown);
        SurveyView<Reply.AgentReport> view = new SurveyView<>("agent status", shown, Reply.AgentReport.class);
        return view.run(workspace, new Request.AgentStatus(), this::lines);
    }

    private List<String> lines(String label, Reply.AgentReport agent) {
        return AgentText.of(label, agent, console.surroundings().clock().instant());
    }
}
