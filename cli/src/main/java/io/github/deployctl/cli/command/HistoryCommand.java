package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.HistoryTable;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deployctl history}. */
@Command(
        name = "history",
        headerHeading = "Example: deployctl history web1%n%n",
        header = "Shows what was done, the newest first.",
        synopsisSubcommandLabel = "[show]",
        mixinStandardHelpOptions = true)
final class HistoryCommand extends HostsVerb {
    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "how many entries; default 20")
    private int limit = 20;

    HistoryCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        SurveyView<Reply.HistoryReport> view = new SurveyView<>("history", shown, Reply.HistoryReport.class);
        return view.run(
                workspace, question(), (label, history) -> HistoryTable.of(label, history.entries(), shown.columns()));
    }

    private Request question() throws FailureException {
        try {
            return new Request.History(limit);
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, "--limit must be between 1 and 10000")
                    .asException();
        }
    }
}
