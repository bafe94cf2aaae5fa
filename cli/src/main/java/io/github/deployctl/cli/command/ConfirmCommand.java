package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code deployctl confirm}. */
@Command(
        name = "confirm",
        headerHeading = "Example: deployctl confirm web1%n%n",
        header = "Says that what serves does so as it should, so that it stays.",
        mixinStandardHelpOptions = true)
final class ConfirmCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(paramLabel = "HOST|GROUP", arity = "0..*", description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ConfirmCommand(Console console) {
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
        Order order = new Order(new Request.Confirm(null), Deadline.ANSWER, "confirming");
        return new RolloutView("confirm", shown).run(workspace, order).exitStatus();
    }
}
