package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import picocli.CommandLine.Command;

/** {@code deployctl confirm}. */
@Command(
        name = "confirm",
        headerHeading = "Example: deployctl confirm web1%n%n",
        header = "Says that what serves does so as it should, so that it stays.",
        mixinStandardHelpOptions = true)
final class ConfirmCommand extends HostsVerb {
    ConfirmCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        Order order = new Order(new Request.Confirm(null), Deadline.ANSWER, "confirming");
        return new RolloutView(again(), shown).run(workspace, order).exitStatus();
    }
}
