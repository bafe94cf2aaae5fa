package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.LockText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import picocli.CommandLine.Command;

/** {@code deployctl lock status}. */
@Command(
        name = "status",
        headerHeading = "Example: deployctl lock status web1%n%n",
        header = "Tells who has the lock, since when, from where and what for.",
        mixinStandardHelpOptions = true)
final class LockStatusCommand extends HostsVerb {
    LockStatusCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        SurveyView<Reply.LockReport> view = new SurveyView<>("lock status", shown, Reply.LockReport.class);
        return view.run(workspace, new Request.LockStatus(), LockText::of);
    }
}
