package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.deploy.Patience;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl maintenance off}. */
@Command(
        name = "off",
        headerHeading = "Example: deployctl maintenance off web1%n%n",
        header = "Has the app answer again.",
        mixinStandardHelpOptions = true)
final class MaintenanceOffCommand extends HostsVerb {
    @Option(names = "--message", paramLabel = "TEXT", description = "why, for the history")
    private @Nullable String message;

    @Mixin
    private LockOptions lock = new LockOptions();

    MaintenanceOffCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        Order order = new Order(request(), Patience.of(workspace.file().declaration()), "ending maintenance");
        return new RolloutView(again(), shown)
                .run(workspace, order, lock.wish(workspace, "maintenance off"))
                .exitStatus();
    }

    private Request request() throws FailureException {
        try {
            return new Maintain(null, message);
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, String.valueOf(e.getMessage())).asException();
        }
    }
}
