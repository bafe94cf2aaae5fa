package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.deploy.HostTask;
import io.github.deployctl.cli.deploy.LeaseWish;
import io.github.deployctl.cli.deploy.Progress;
import io.github.deployctl.cli.deploy.PushHooks;
import io.github.deployctl.cli.deploy.Rollout;
import io.github.deployctl.cli.deploy.RolloutResult;
import io.github.deployctl.cli.deploy.Standing;
import io.github.deployctl.cli.deploy.Unattended;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.report.ReportFile;
import io.github.deployctl.cli.report.ResultLine;
import io.github.deployctl.cli.report.RolloutDocument;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.ProgressView;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a task on the hosts of a workspace and shows what becomes of each. */
final class RolloutView {
    private final Again again;
    private final String verb;
    private final Output output;
    private final ReportFile report;

    RolloutView(Again again, Output output) {
        this(again, output, ReportFile.none());
    }

    /** One that also keeps {@code report}. */
    RolloutView(Again again, Output output, ReportFile report) {
        this.again = again;
        this.verb = again.verb();
        this.output = output;
        this.report = report;
    }

    /** Returns the result after it was shown, but for what only the verb knows: the undo. */
    RolloutResult run(Workspace workspace, HostTask task) {
        return run(workspace, rollout -> rollout.run(workspace.hosts(), task));
    }

    /** Does so once every host has given its lease. */
    RolloutResult run(Workspace workspace, HostTask task, LeaseWish wish) {
        return run(workspace, rollout -> rollout.run(workspace.hosts(), task, wish));
    }

    /** Does so with what is to be run here around it. */
    RolloutResult run(Workspace workspace, HostTask task, LeaseWish wish, PushHooks hooks) throws FailureException {
        Console console = output.console();
        RolloutResult result;
        try (ProgressView view = output.progress(workspace.hosts())) {
            Progress progress = told(view, console);
            result = new Rollout(workspace.agents(), progress).run(workspace.hosts(), task, wish, hooks);
        } catch (FailureException e) {
            hooks.failed(e.failure());
            throw e;
        } finally {
            console.situation().is("");
        }
        RolloutResult all =
                new RolloutResult(result.outcomes(), hooks.after(result).orElse(null));
        tell(all);
        return all;
    }

    private RolloutResult run(Workspace workspace, Function<Rollout, RolloutResult> task) {
        Console console = output.console();
        RolloutResult result;
        try (ProgressView view = output.progress(workspace.hosts())) {
            Progress progress = told(view, console);
            result = task.apply(new Rollout(workspace.agents(), progress));
        } finally {
            console.situation().is("");
        }
        tell(result);
        return result;
    }

    /** The report is told of an outcome before it is told what is true then. */
    private Progress told(ProgressView view, Console console) {
        Standing standing = new Standing(
                now -> {
                    console.situation().is(now);
                    report.standing(now);
                },
                unattended());
        return Progress.both(view, Progress.both(report, standing));
    }

    private String unattended() {
        Unattended what = switch (verb) {
            case "stop" -> Unattended.STOP;
            case "confirm" -> Unattended.CONFIRM;
            case "lock acquire" -> Unattended.LOCK;
            case "maintenance on" -> Unattended.MAINTENANCE_ON;
            case "maintenance off" -> Unattended.MAINTENANCE_OFF;
            default -> Unattended.DEPLOY;
        };
        return what.whenInterrupted();
    }

    private void tell(RolloutResult result) {
        report.ended(result);
        if (output.isJson()) {
            output.document(RolloutDocument.of(verb, result));
            return;
        }
        show(result);
        if (result.afterwards() != null) {
            output.error(FailureText.of(result.afterwards()));
        }
    }

    private void show(RolloutResult result) {
        for (HostOutcome outcome : result.outcomes()) {
            if (outcome instanceof HostOutcome.Failed failed) {
                output.error(FailureText.of(failed.host().label(), failed.failure()));
            }
            if (result.outcomes().size() > 1 || outcome.isDone()) {
                output.result(ResultLine.of(outcome));
            }
        }
        if (result.isMixed() && result.outcomes().size() > 1) {
            List<HostAddress> untouched = result.left().stream()
                    .filter(host -> !result.changed().contains(host))
                    .toList();
            output.error(List.of(
                    "deployctl: " + verb + " ended halfway: changed " + labels(result.changed(), ", ")
                            + (untouched.isEmpty() ? "" : "; not done on " + labels(untouched, ", ")),
                    "Try: " + again.on(labels(result.left(), " ")) + ", once the cause is gone" + back(result)));
        }
    }

    private String back(RolloutResult result) {
        return verb.equals("push") ? "; or deployctl rollback " + labels(result.changed(), " ") + again.place() : "";
    }

    /** Writes the command that takes back what was done, where there is such a thing. */
    void undo(String command) {
        if (!output.isJson()) {
            output.result("Undo: " + command);
        }
    }

    /** Says what is still to be done where the confirmation was left to somebody else. */
    void unconfirmed(RolloutResult result, String options) {
        for (HostOutcome outcome : result.outcomes()) {
            if (outcome instanceof HostOutcome.Deployed deployed
                    && deployed.trial() != null
                    && deployed.trial().confirmMillis() != null
                    && !output.isJson()) {
                output.result("Confirm within "
                        + Durations.format(Duration.ofMillis(deployed.trial().confirmMillis()))
                        + " of its going live, or it is taken back: deployctl confirm "
                        + outcome.host().label() + options);
            }
        }
    }

    static String labels(List<HostAddress> hosts, String separator) {
        return hosts.stream().map(HostAddress::label).collect(Collectors.joining(separator));
    }
}
