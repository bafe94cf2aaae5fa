package io.github.deployctl.cli.plan;

import io.github.deployctl.cli.deploy.DeployPlan;
import io.github.deployctl.cli.plan.HostPlan.Action;
import io.github.deployctl.cli.plan.HostPlan.Room;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.HostFacts;
import io.github.deployctl.common.protocol.Installed;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a push stands to what one host has. */
final class Standing {
    private final DeployPlan plan;
    private final Reply.StatusReport status;
    private final Reply.Examined examined;

    Standing(DeployPlan plan, Reply.StatusReport status, Reply.Examined examined) {
        this.plan = plan;
        this.status = status;
        this.examined = examined;
    }

    Action action() {
        Installed installed = examined.installed();
        if (installed == null) {
            return Action.FIRST;
        }
        boolean same = installed.artifact().equals(plan.artifact().checksum())
                && installed.declaration().equals(plan.declaration());
        if (!same) {
            return Action.REPLACE;
        }
        return live().isPresent() ? Action.NOTHING : Action.START;
    }

    private Optional<GenerationStatus> live() {
        return role("live");
    }

    private Optional<GenerationStatus> role(String role) {
        return status.generations().stream()
                .filter(generation -> generation.role().startsWith(role))
                .findFirst();
    }

    Room room() {
        HostFacts facts = examined.facts();
        long artifact = examined.held() ? 0 : plan.artifact().size();
        return new Room(
                facts.javaFeature(),
                facts.memory(),
                overlaps()
                        ? live().map(live -> live.rssBytes() + facts.memoryReserve())
                                .orElse(0L)
                        : 0,
                facts.disk(),
                artifact + facts.diskReserve());
    }

    private boolean overlaps() {
        Installed installed = examined.installed();
        return plan.declaration().handOver().overlaps()
                && installed != null
                && installed.declaration().handOver().overlaps();
    }

    /** What the agent finds, and what only the app's own state tells. */
    List<Failure> refusals() {
        List<Failure> refusals = new ArrayList<>(examined.refusals());
        Room room = room();
        // The standby is ended before a push is refused.
        long spare = role("standby").map(GenerationStatus::rssBytes).orElse(0L);
        if (room.memory() != 0 && room.memory() + spare < room.memoryNeeded()) {
            refusals.add(Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "two processes do not fit: " + Shown.bytes(room.memory())
                                    + " are available, and the second would need "
                                    + Shown.bytes(room.memoryNeeded()))
                    .hint("give the host more memory, or the app a smaller -Xmx in java.options"));
        }
        if (isBad()) {
            refusals.add(Failure.of(FailureCode.NOT_DEPLOYED, "release " + plan.release() + " is marked bad there")
                    .hint("push another build, or this one with --force"));
        }
        return refusals;
    }

    private boolean isBad() {
        ReleaseId release = plan.release();
        return status.standing() != null
                && status.standing().bad().stream()
                        .anyMatch(bad -> bad.release().equals(release));
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        status.locks().stream().map(Lease::describe).forEach(lock -> notes.add("locked by " + lock));
        if (status.operation() != null) {
            notes.add("under way: " + status.operation());
        }
        for (HostFacts.Port port : examined.facts().ports()) {
            if (!port.ours()) {
                notes.add("port " + port.port() + " is in use"
                        + (port.holder().isEmpty() ? "" : " by " + port.holder())
                        + "; if that is not at another address, the push will be refused");
            }
        }
        return notes;
    }
}
