package io.github.deployctl.cli.command;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.artifact.IndexCache;
import io.github.deployctl.cli.command.OriginOptions.Chosen;
import io.github.deployctl.cli.completion.SeenReleases;
import io.github.deployctl.cli.deploy.Aftercare;
import io.github.deployctl.cli.deploy.Aftercare.Wish;
import io.github.deployctl.cli.deploy.Aftercare.Wishes;
import io.github.deployctl.cli.deploy.DeployPlan;
import io.github.deployctl.cli.deploy.Deployment;
import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.deploy.LeaseWish;
import io.github.deployctl.cli.deploy.PushHooks;
import io.github.deployctl.cli.deploy.RolloutResult;
import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.plan.PushPlan;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Lease;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl push}. */
@Command(
        name = "push",
        headerHeading = "Example: deployctl push web1%n%n",
        header = "Deploys a jar without losing a request.",
        mixinStandardHelpOptions = true)
final class PushCommand extends ReportedVerb {
    @Mixin
    private OriginOptions origin = new OriginOptions();

    @Option(
            names = {"-n", "--dry-run"},
            description = "only show what would change, as plan does")
    private boolean dryRun;

    @Option(names = "--force", description = "also where the release is marked bad")
    private boolean force;

    @Option(names = "--no-confirm", description = "leave it to somebody else to confirm it")
    private boolean noConfirm;

    @Option(names = "--watch-probation", description = "stay until the release has proven itself, or was taken back")
    private boolean watchProbation;

    @Mixin
    private LockOptions lock = new LockOptions();

    PushCommand(Console console) {
        super("push", console);
    }

    @Override
    int change(Workspace workspace, Output shown) throws FailureException {
        Surroundings around = console().surroundings();
        Chosen chosen = origin.choose(workspace, shown);
        if (dryRun) {
            return new PlanView("push", shown, PushPlan::exitStatus)
                    .run(workspace, chosen, connection().again());
        }
        Artifact read = chosen.artifact();
        DeployPlan plan = new DeployPlan(read, workspace.file().declaration(), workspace.hosts(), chosen.provenance());
        report().wanted(plan.release());
        RolloutView view = new RolloutView(again(), shown, report());
        Path folder = Optional.ofNullable(
                        around.folder().resolve(connection().config).getParent())
                .orElse(around.folder());
        Aftercare care = new Aftercare(workspace.file().verify(), folder, workspace.agents(), wishes());
        PushHooks hooks = new PushHooks(workspace.file().hooks(), plan, folder, attendant(shown));
        LeaseWish lease = lock.wish(
                workspace, "push " + plan.release(), care.verify().isEmpty() ? Lease.Term.MOVE : Lease.Term.CONNECTION);
        RolloutResult result;
        try (Differences differences =
                new Differences(read, new IndexCache(around.cache().resolve("indexes"), around.clock()))) {
            result = view.run(workspace, new Deployment(plan, care, differences), lease, hooks);
        }
        if (result.exitStatus() == 0) {
            new SeenReleases(around.cache()).note(workspace.file().declaration().app(), List.of(plan.release()));
        }
        List<HostAddress> undoable = result.outcomes().stream()
                .filter(outcome -> outcome.isChanged()
                        && outcome instanceof HostOutcome.Deployed deployed
                        && deployed.reply().previous() != null)
                .map(HostOutcome::host)
                .toList();
        view.unconfirmed(result, connection().again());
        if (!undoable.isEmpty()) {
            view.undo("deployctl rollback " + RolloutView.labels(undoable, " ")
                    + connection().again());
        }
        return result.exitStatus();
    }

    private ClientCommand.Attendant attendant(Output shown) {
        return new ClientCommand.Attendant() {
            @Override
            public void printed(String command, String line) {
                shown.step(command + "  " + line);
            }

            @Override
            public Runnable endsWith(Runnable end) {
                return console().situation().whenInterrupted(end);
            }
        };
    }

    private Wishes wishes() {
        Set<Wish> wished = EnumSet.noneOf(Wish.class);
        if (force) {
            wished.add(Wish.FORCE);
        }
        if (noConfirm) {
            wished.add(Wish.NO_CONFIRM);
        }
        if (watchProbation) {
            wished.add(Wish.WATCH);
        }
        return new Wishes(wished);
    }
}
