package io.github.deployctl.cli.command;

import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.artifact.IndexCache;
import io.github.deployctl.cli.command.OriginOptions.Chosen;
import io.github.deployctl.cli.deploy.DeployPlan;
import io.github.deployctl.cli.plan.HostPlan;
import io.github.deployctl.cli.plan.PlanDocument;
import io.github.deployctl.cli.plan.PlanText;
import io.github.deployctl.cli.plan.Planner;
import io.github.deployctl.cli.plan.PushPlan;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.ProgressView;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureException;
import java.util.function.ToIntFunction;

/** Finds out what a push would do, and shows it. */
final class PlanView {
    private final String verb;
    private final Output output;
    private final ToIntFunction<PushPlan> exit;

    /**
     * Makes one.
     *
     * @param verb whose document it is
     * @param exit the exit status of what was found
     */
    PlanView(String verb, Output output, ToIntFunction<PushPlan> exit) {
        this.verb = verb;
        this.output = output;
        this.exit = exit;
    }

    /** Returns the exit status; {@code again} is what a proposed command needs, to be about the same file. */
    int run(Workspace workspace, Chosen chosen, String again) throws FailureException {
        DeployPlan push = new DeployPlan(
                chosen.artifact(), workspace.file().declaration(), workspace.hosts(), chosen.provenance());
        PushPlan plan = plan(workspace, push);
        int status = exit.applyAsInt(plan);
        if (output.isJson()) {
            output.document(PlanDocument.of(verb, plan, status));
            return status;
        }
        PlanText.of(plan).forEach(output::result);
        for (HostPlan host : plan.hosts()) {
            if (host.failure() != null) {
                output.error(FailureText.of(host.host().label(), host.failure()));
            }
        }
        output.result("");
        output.result(last(plan, again));
        return status;
    }

    private PushPlan plan(Workspace workspace, DeployPlan push) throws FailureException {
        Surroundings around = output.console().surroundings();
        IndexCache cache = new IndexCache(around.cache().resolve("indexes"), around.clock());
        try (ProgressView progress = output.progress(workspace.hosts());
                Differences differences = new Differences(push.artifact(), cache)) {
            return new Planner(push, differences, workspace.agents(), progress).make();
        }
    }

    private static String last(PushPlan plan, String again) {
        return switch (plan.outcome()) {
            case "unchanged" -> "Nothing to do.";
            case "refused" -> "Nothing was changed. A push would be refused, as said above.";
            case "failed" -> "Nothing was changed. Not every host could be asked.";
            default ->
                "Nothing was changed. To do it: deployctl push " + RolloutView.labels(plan.pending(), " ") + again;
        };
    }
}
