package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.deploy.Patience;
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

/** {@code deployctl restart}. */
@Command(
        name = "restart",
        headerHeading = "Example: deployctl restart web1%n%n",
        header = "Starts the live release anew, with the environment as it is now, without losing a request.",
        mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(paramLabel = "HOST|GROUP", arity = "0..*", description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    RestartCommand(Console console) {
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
        Order order =
                new Order(new Request.Restart(), Patience.of(workspace.file().declaration()), "restarting");
        return new RolloutView("restart", shown).run(workspace, order).exitStatus();
    }
}
