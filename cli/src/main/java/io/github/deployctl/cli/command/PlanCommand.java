package io.github.deployctl.cli.command;

import io.github.deployctl.cli.plan.PushPlan;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl plan}. */
@Command(
        name = "plan",
        headerHeading = "Example: deployctl plan web1%n%n",
        header = "Shows what a push would change, and changes nothing.",
        footer = {
            "%nExit status: 0; 1 where a push would be refused; 4 or 7 where a host could not be asked;",
            "with --detailed-exitcode 30 where there is something to do, so that 0 says there is nothing."
        },
        mixinStandardHelpOptions = true)
final class PlanCommand extends HostsVerb {
    @Mixin
    private OriginOptions origin = new OriginOptions();

    @Option(names = "--detailed-exitcode", description = "exit status 30 where a push would change something")
    private boolean detailed;

    PlanCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        PlanView view = new PlanView("plan", shown, detailed ? PushPlan::detailedExitStatus : PushPlan::exitStatus);
        return view.run(workspace, origin.choose(workspace, shown), connection().again());
    }
}
