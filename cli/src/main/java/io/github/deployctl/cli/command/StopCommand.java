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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deployctl stop}: the one verb that ends the service, so the one that asks. */
@Command(
        name = "stop",
        headerHeading = "Example: deployctl stop web1 --yes%n%n",
        header = "Drains and ends the app; its ports are closed.",
        mixinStandardHelpOptions = true)
final class StopCommand extends HostsVerb {
    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    StopCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        confirm(workspace);
        Order order = new Order(new Request.Stop(), Patience.of(workspace.file().declaration()), "stopping");
        RolloutView view = new RolloutView(again(), shown);
        RolloutResult result = view.run(workspace, order);
        if (result.isChanged()) {
            view.undo("deployctl start " + RolloutView.labels(result.changed(), " ")
                    + connection().again());
        }
        return result.exitStatus();
    }

    private void confirm(Workspace workspace) throws FailureException {
        if (yes) {
            return;
        }
        String what = workspace.file().declaration().app() + " on " + RolloutView.labels(workspace.hosts(), ", ");
        if (!console().screen().canAnswer()) {
            throw Failure.of(FailureCode.USAGE, what + " not stopped: there is no terminal to ask on")
                    .serving("nothing was changed")
                    .hint(again(workspace.hosts()) + " --yes")
                    .asException();
        }
        if (!new Question(console()).isAnsweredYes("Stop " + what + "? Connections will be refused. [y/N] ")) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, what + " not stopped: the answer was not yes")
                    .serving("nothing was changed")
                    .asException();
        }
    }
}
