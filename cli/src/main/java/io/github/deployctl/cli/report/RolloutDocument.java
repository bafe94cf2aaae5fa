package io.github.deployctl.cli.report;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.deploy.RolloutResult;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Timings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of a verb that changes hosts. Members are only ever added while {@code schema} stays.
 *
 * @param outcome {@code deployed}, {@code stopped}, {@code confirmed}, {@code locked}, {@code maintenance-on}, {@code maintenance-off}, {@code unchanged}, {@code failed}, {@code reverted} or {@code mixed}
 * @param hook why what was to be run here afterwards has failed, or null
 */
public record RolloutDocument(
        int schema,
        String command,
        String outcome,
        int exitCode,
        List<Host> hosts,
        @Nullable Failure hook) {
    /** The shape described here. */
    public static final int SCHEMA = 1;

    /**
     * One host.
     *
     * @param outcome {@code deployed}, {@code stopped}, {@code confirmed}, {@code locked}, {@code maintenance-on}, {@code maintenance-off}, {@code unchanged}, {@code failed}, {@code reverted} or {@code skipped}
     * @param probation what the release has before it yet, or null
     * @param lock that was acquired, or null
     */
    public record Host(
            String host,
            String outcome,
            @Nullable String release,
            @Nullable String previous,
            @Nullable Long generation,
            @Nullable Boolean fromStandby,
            @Nullable Long sentBytes,
            @Nullable Timings timings,
            Event.@Nullable OnProbation probation,
            @Nullable Proof proof,
            @Nullable Failure failure,
            @Nullable Lease lock) {
        /** One of which only the outcome and the release are known. */
        static Host of(String host, String outcome, @Nullable String release, @Nullable String previous) {
            return new Host(host, outcome, release, previous, null, null, null, null, null, null, null, null);
        }

        private Host with(@Nullable Failure why, @Nullable Lease lease) {
            return new Host(
                    host,
                    outcome,
                    release,
                    previous,
                    generation,
                    fromStandby,
                    sentBytes,
                    timings,
                    probation,
                    proof,
                    why,
                    lease);
        }
    }

    public static RolloutDocument of(String command, RolloutResult result) {
        List<Host> hosts = result.outcomes().stream().map(RolloutDocument::host).toList();
        return new RolloutDocument(
                SCHEMA, command, outcome(result, hosts), result.exitStatus(), hosts, result.afterwards());
    }

    private static String outcome(RolloutResult result, List<Host> hosts) {
        if (result.failure().isPresent()) {
            return result.isMixed() ? "mixed" : failed(result.failure().get());
        }
        return hosts.stream()
                .map(Host::outcome)
                .filter(outcome -> !outcome.equals("unchanged"))
                .findFirst()
                .orElse("unchanged");
    }

    /** Returns what became of one host. */
    public static Host host(HostOutcome outcome) {
        String label = outcome.host().label();
        if (outcome instanceof HostOutcome.Deployed deployed) {
            return deployed(label, deployed);
        }
        if (outcome instanceof HostOutcome.Stopped stopped) {
            String before = stopped.release() == null ? null : stopped.release().value();
            return Host.of(label, stopped.isChanged() ? "stopped" : "unchanged", null, before);
        }
        if (outcome instanceof HostOutcome.Confirmed confirmed) {
            Reply.Confirmed reply = confirmed.reply();
            return new Host(
                    label,
                    reply.awaited() ? "confirmed" : "unchanged",
                    reply.release().value(),
                    null,
                    reply.generation(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        if (outcome instanceof HostOutcome.Maintained maintained) {
            String what = maintained.reply().maintenance() == null ? "maintenance-off" : "maintenance-on";
            return Host.of(label, maintained.isChanged() ? what : "unchanged", null, null);
        }
        if (outcome instanceof HostOutcome.Locked locked) {
            return Host.of(label, "locked", null, null).with(null, locked.lease());
        }
        Failure failure = outcome instanceof HostOutcome.Failed failed ? failed.failure() : null;
        return Host.of(label, failure == null ? "skipped" : failed(failure), null, null)
                .with(failure, null);
    }

    private static String failed(Failure failure) {
        return failure.code() == FailureCode.REVERTED ? "reverted" : "failed";
    }

    private static Host deployed(String label, HostOutcome.Deployed deployed) {
        Reply.Deployed reply = deployed.reply();
        return new Host(
                label,
                reply.changed() ? "deployed" : "unchanged",
                reply.release().value(),
                reply.previous() == null ? null : reply.previous().value(),
                reply.generation(),
                reply.fromStandby(),
                deployed.sentBytes(),
                reply.timings(),
                deployed.trial(),
                reply.proof(),
                null,
                null);
    }
}
