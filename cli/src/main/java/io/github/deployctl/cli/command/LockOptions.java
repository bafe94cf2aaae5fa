package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.LeaseWish;
import io.github.deployctl.common.protocol.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a verb that changes hosts does about those that somebody else has locked. */
final class LockOptions {
    @Option(
            names = "--lock-wait",
            paramLabel = "TIME",
            description = "wait so long where somebody else has the lock; default 0s: exit code 5 at once")
    private @Nullable Duration wait;

    /** Returns the wish for a lease until the traffic has moved. */
    LeaseWish wish(Workspace workspace, String message) {
        return wish(workspace, message, Lease.Term.MOVE);
    }

    LeaseWish wish(Workspace workspace, String message, Lease.Term term) {
        return new LeaseWish(message, term, wait == null ? workspace.lockWait() : wait);
    }
}
