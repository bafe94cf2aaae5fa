package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.deploy.Patience;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl start}. */
@Command(
        name = "start",
        headerHeading = "Example: deployctl start web1%n%n",
        header = "Starts a stopped app.",
        mixinStandardHelpOptions = true)
final class StartCommand extends HostsVerb {
    @Mixin
    private LockOptions lock = new LockOptions();

    StartCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        Order order =
                new Order(new Request.Start(), Patience.of(workspace.file().declaration()), "starting");
        return new RolloutView(again(), shown)
                .run(workspace, order, lock.wish(workspace, "start"))
                .exitStatus();
    }
}
