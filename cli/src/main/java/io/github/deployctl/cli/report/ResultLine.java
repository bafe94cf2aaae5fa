package io.github.deployctl.cli.report;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Maintenance;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.common.text.Visible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one line per host that says it all. Its parts are two spaces apart. */
public final class ResultLine {
    private ResultLine() {}

    public static String of(HostOutcome outcome) {
        return outcome.host().label() + "  " + String.join("  ", parts(outcome));
    }

    private static List<String> parts(HostOutcome outcome) {
        if (outcome instanceof HostOutcome.Deployed deployed) {
            List<String> parts = new ArrayList<>(deployed(deployed.reply(), deployed.sentBytes()));
            Event.OnProbation trial = deployed.trial();
            if (trial != null) {
                parts.add("on probation for " + Durations.format(Duration.ofMillis(trial.millis())));
            }
            return parts;
        }
        if (outcome instanceof HostOutcome.Stopped stopped) {
            return List.of(stopped.release() == null ? "already stopped" : stopped.release() + "  stopped");
        }
        if (outcome instanceof HostOutcome.Confirmed confirmed) {
            Reply.Confirmed reply = confirmed.reply();
            return List.of(reply.release().value(), reply.awaited() ? "confirmed" : "nothing to confirm");
        }
        if (outcome instanceof HostOutcome.Maintained maintained) {
            Maintenance on = maintained.reply().maintenance();
            boolean changed = maintained.reply().changed();
            if (on == null) {
                return List.of(changed ? "the app answers" : "not in maintenance: the app answers");
            }
            return List.of((changed ? "" : "already ") + "in maintenance: 503 from the agent");
        }
        if (outcome instanceof HostOutcome.Locked locked) {
            return List.of("locked by " + Visible.of(locked.lease().describe()));
        }
        if (outcome instanceof HostOutcome.Failed failed && failed.failure().code() == FailureCode.REVERTED) {
            return List.of("taken back");
        }
        return List.of(outcome instanceof HostOutcome.Skipped ? "not tried" : "failed");
    }

    private static List<String> deployed(Reply.Deployed reply, long sentBytes) {
        if (!reply.changed()) {
            return List.of(reply.release().value(), "already live");
        }
        List<String> parts = new ArrayList<>();
        parts.add(step(reply.previous(), reply.release()));
        if (sentBytes > 0) {
            parts.add("sent " + Shown.bytes(sentBytes));
        }
        Timings timings = reply.timings();
        parts.add(
                reply.fromStandby()
                        ? "from standby in " + Shown.millis(timings.moveMillis())
                        : "ready " + Shown.millis(timings.readyMillis()));
        if (reply.previous() != null) {
            parts.add("drained " + (timings.connections() - timings.cut()) + "/" + timings.connections() + " in "
                    + Shown.millis(timings.drainMillis()));
        }
        parts.addAll(ProofText.parts(reply.proof()));
        return parts;
    }

    private static String step(@Nullable ReleaseId previous, ReleaseId release) {
        if (previous == null) {
            return release.value();
        }
        return previous.equals(release) ? release + " restarted" : previous + " -> " + release;
    }
}
