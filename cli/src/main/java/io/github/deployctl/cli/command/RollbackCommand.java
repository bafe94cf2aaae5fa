package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.deploy.Patience;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl rollback}. */
@Command(
        name = "rollback",
        headerHeading = "Example: deployctl rollback web1%n%n",
        header = "Goes back to the last good release, or to one that is named.",
        mixinStandardHelpOptions = true)
final class RollbackCommand extends ReportedVerb {
    @Option(names = "--to", paramLabel = "RELEASE", description = "a release that status lists, or how its name begins")
    private @Nullable ReleaseId to;

    @Option(names = "--steps", paramLabel = "N", description = "so many good releases back")
    private @Nullable Integer steps;

    @Option(names = "--reason", paramLabel = "TEXT", description = "for the history")
    private @Nullable String reason;

    @Option(names = "--force", description = "also to a release that is marked bad")
    private boolean force;

    @Mixin
    private LockOptions lock = new LockOptions();

    RollbackCommand(Console console) {
        super("rollback", console);
    }

    @Override
    int change(Workspace workspace, Output shown) throws FailureException {
        if (steps != null && (to != null || steps < 1 || steps > 1000)) {
            throw Failure.of(
                            FailureCode.USAGE,
                            to == null ? "--steps must be between 1 and 1000" : "--to and --steps exclude each other")
                    .asException();
        }
        Order order = new Order(request(), Patience.of(workspace.file().declaration()), "rolling back");
        return new RolloutView(again(), shown, report())
                .run(workspace, order, lock.wish(workspace, "rollback"))
                .exitStatus();
    }

    private Request request() throws FailureException {
        try {
            return new Request.RollBack(to, steps == null ? 0 : steps, null, reason, force);
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, "nothing was changed: " + e.getMessage())
                    .asException();
        }
    }
}
