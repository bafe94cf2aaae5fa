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

/** {@code deployctl start}. */
@Command(
        name = "start",
        headerHeading = "Example: deployctl start web1%n%n",
        header = "Starts a stopped app.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(paramLabel = "HOST|GROUP", arity = "0..*", description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StartCommand(Console console) {
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
                new Order(new Request.Start(), Patience.of(workspace.file().declaration()), "starting");
        return new RolloutView("start", shown).run(workspace, order).exitStatus();
    }
}
