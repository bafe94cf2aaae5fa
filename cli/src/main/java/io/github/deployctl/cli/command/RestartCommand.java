package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.deploy.Patience;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl restart}. */
@Command(
        name = "restart",
        headerHeading = "Example: deployctl restart web1%n%n",
        header = "Starts the live release anew, with the environment as it is now, without losing a request.",
        mixinStandardHelpOptions = true)
final class RestartCommand extends HostsVerb {
    @Mixin
    private LockOptions lock = new LockOptions();

    RestartCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        Order order =
                new Order(new Request.Restart(), Patience.of(workspace.file().declaration()), "restarting");
        return new RolloutView(again(), shown)
                .run(workspace, order, lock.wish(workspace, "restart"))
                .exitStatus();
    }
}
