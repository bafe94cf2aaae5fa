package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.PruneText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deployctl prune}. */
@Command(
        name = "prune",
        headerHeading = "Example: deployctl prune web1 --keep 2 --dry-run%n%n",
        header = "Removes old releases, but none that is in use or that a rollback would go to.",
        mixinStandardHelpOptions = true)
final class PruneCommand extends HostsVerb {
    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "how many to keep; default: releases.keep of the release that serves")
    private @Nullable Integer keep;

    @Option(names = "--dry-run", description = "only say what would go")
    private boolean dryRun;

    PruneCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        Request question = question();
        SurveyView<Reply.Pruned> view = new SurveyView<>("prune", shown, Reply.Pruned.class);
        if (!dryRun) {
            view.changing(" may have lost old releases already; what serves there is not touched", "deployctl status");
        }
        return view.run(workspace, question, (label, pruned) -> PruneText.of(label, pruned, shown.columns()));
    }

    private Request question() throws FailureException {
        try {
            return new Request.Prune(keep, dryRun);
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, "--keep must be between 1 and 1000")
                    .asException();
        }
    }
}
