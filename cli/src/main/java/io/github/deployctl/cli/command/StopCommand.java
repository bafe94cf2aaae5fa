package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.deploy.Patience;
import io.github.deployctl.cli.deploy.RolloutResult;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Question;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployctl stop}: the one verb that ends the service, so the one that asks. */
@Command(
        name = "stop",
        headerHeading = "Example: deployctl stop web1 --yes%n%n",
        header = "Drains and ends the app; its ports are closed.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(paramLabel = "HOST|GROUP", arity = "0..*", description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StopCommand(Console console) {
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
        confirm(workspace);
        Order order = new Order(new Request.Stop(), Patience.of(workspace.file().declaration()), "stopping");
        RolloutView view = new RolloutView("stop", shown);
        RolloutResult result = view.run(workspace, order);
        if (result.isChanged()) {
            view.undo("deployctl start " + RolloutView.labels(result.changed(), " ") + connection.again());
        }
        return result.exitStatus();
    }

    private void confirm(Workspace workspace) throws FailureException {
        if (yes) {
            return;
        }
        String what = workspace.file().declaration().app() + " on " + RolloutView.labels(workspace.hosts(), ", ");
        if (!console.screen().canAnswer()) {
            throw Failure.of(FailureCode.USAGE, what + " not stopped: there is no terminal to ask on")
                    .serving("nothing was changed")
                    .hint("deployctl stop --yes")
                    .asException();
        }
        if (!new Question(console).isAnsweredYes("Stop " + what + "? Connections will be refused. [y/N] ")) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, what + " not stopped: the answer was not yes")
                    .serving("nothing was changed")
                    .asException();
        }
    }
}
