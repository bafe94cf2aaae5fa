package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.HistoryPage;
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

/** {@code deployctl history show}. */
@Command(
        name = "show",
        headerHeading = "Example: deployctl history show 12 web1%n%n",
        header = "Shows one entry with all that was found: the last lines, a thread dump, who listened where.",
        mixinStandardHelpOptions = true)
final class HistoryShowCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(index = "0", paramLabel = "ID", description = "as history numbers them; each host has its own")
    private long id;

    @Parameters(
            index = "1..*",
            paramLabel = "HOST|GROUP",
            arity = "0..*",
            description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    HistoryShowCommand(Console console) {
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
        SurveyView<Reply.HistoryReport> view = new SurveyView<>("history show", shown, Reply.HistoryReport.class);
        return view.run(workspace, new Request.ShowHistory(id), HistoryShowCommand::lines);
    }

    private static List<String> lines(String label, Reply.HistoryReport history) {
        return history.entries().stream()
                .flatMap(entry -> HistoryPage.of(label, entry).stream())
                .toList();
    }
}
