package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.LockText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deployctl lock release}. */
@Command(
        name = "release",
        headerHeading = "Example: deployctl lock release web1%n%n",
        header = "Gives your lock back, or with --force takes somebody else's away; the history tells.",
        mixinStandardHelpOptions = true)
final class LockReleaseCommand extends HostsVerb {
    @Option(
            names = "--force",
            description = "also somebody else's, and that of a deploy: it may finish the step it is in and no other")
    private boolean force;

    LockReleaseCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        SurveyView<Reply.Released> view = new SurveyView<>("lock release", shown, Reply.Released.class);
        view.changing(" may have no lock any more; what serves there is not touched", "deployctl lock status");
        return view.run(workspace, new Request.Release(force), LockText::of);
    }
}
