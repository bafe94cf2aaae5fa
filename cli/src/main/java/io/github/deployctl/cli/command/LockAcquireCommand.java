package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.HostTask;
import io.github.deployctl.cli.deploy.Locking;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl lock acquire}. */
@Command(
        name = "acquire",
        headerHeading = "Example: deployctl lock acquire web1 --message 'audit until noon' --for 2h%n%n",
        header = "Takes the lock for you, until you release it: you may still deploy, nobody else may.",
        mixinStandardHelpOptions = true)
final class LockAcquireCommand extends HostsVerb {
    @Option(
            names = "--message",
            paramLabel = "TEXT",
            required = true,
            description = "what it is for, for whom it keeps out")
    private String message = "";

    @Option(names = "--for", paramLabel = "TIME", description = "let go of it by itself after that; default: never")
    private @Nullable Duration time;

    @Mixin
    private LockOptions lock = new LockOptions();

    LockAcquireCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        HostTask keep = new Locking(request());
        // All or none, as with a deploy: first every host is leased, then the lock is kept on each.
        return new RolloutView(again(), shown)
                .run(workspace, keep, lock.wish(workspace, message, Lease.Term.CONNECTION))
                .exitStatus();
    }

    private Request.Acquire request() throws FailureException {
        try {
            return new Request.Acquire(message, Lease.Term.RELEASE, time == null ? null : time.toMillis());
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, String.valueOf(e.getMessage())).asException();
        }
    }
}
