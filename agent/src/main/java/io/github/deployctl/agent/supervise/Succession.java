package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Probation;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.secret.SecretStore;
import io.github.deployctl.agent.state.BadRelease;
import io.github.deployctl.agent.state.Standings;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a change of the live generation means for the releases: which can be gone back to, which is marked, which go. For the owner thread. */
final class Succession {
    private final ReleaseStore store;
    private final SecretStore secrets;
    private final Ledger ledger;
    private final Operations operations;
    private final Releases releases;
    private final Clock clock;

    Succession(Surroundings around, Ledger ledger, Operations operations, Releases releases) {
        this.secrets = around.secrets();
        this.store = around.store();
        this.clock = around.clock();
        this.ledger = ledger;
        this.operations = operations;
        this.releases = releases;
    }

    /** Notes which release has gone live, or has proven itself, with the step from {@code before} to {@code next}. */
    void note(Generations before, Generations next) {
        next.live().filter(live -> !before.live().equals(next.live())).ifPresent(live -> {
            if (!isSame(before, live)) {
                Standings standings = ledger.standings().serving(live.release());
                ledger.standings(standings);
                operations
                        .of(live.number())
                        .filter(Operation::isRollback)
                        // Whatever served before may have been ended before this one was started.
                        .flatMap(rollback -> before.goal()
                                .release()
                                .filter(left -> !left.equals(live.release()))
                                .map(left -> mark(left, rollback.order().by(), rollback.reason())))
                        .ifPresent(mark -> ledger.standings(standings.bad(mark)));
            }
            // One that has failed may have to serve on for want of another; that proves nothing.
            if (live.probation() == null && !hasFailed(live.release())) {
                ledger.standings(ledger.standings().proven(live.release()));
            }
        });
    }

    /** Notes, for the next state on disk, that {@code release} has failed in its probation. */
    void failed(ReleaseId release, String reason) {
        ledger.standings(ledger.standings().bad(mark(release, BadRelease.AGENT, reason)));
    }

    /**
     * Returns the probation that {@code promoted} has before it when it goes live now, or null: one that is proven, the first good one, and one that somebody goes
     * back to has none. What would be gone back to from the last is the very release that it was rolled back from.
     */
    @Nullable
    Probation probation(Generations now, long promoted) {
        Optional<ReleaseId> id = now.find(promoted).map(Generation::release);
        SafetyNet net = id.flatMap(releases::find)
                .map(release -> release.declaration().safetyNet())
                .orElse(SafetyNet.DEFAULT);
        Standings standings = ledger.standings();
        Optional<ReleaseId> back = standings.targets(id).stream()
                .filter(target -> releases.find(target).isPresent())
                .findFirst();
        boolean isOff = net.probation().isZero() && net.confirm() == null;
        boolean isWayBack =
                operations.of(promoted).filter(Operation::isRollback).isPresent();
        if (id.isEmpty()
                || back.isEmpty()
                || isOff
                || isWayBack
                || standings.proven().contains(id.get())) {
            return null;
        }
        return new Probation(clock.instant(), back.get(), net.confirm() == null);
    }

    /** A former agent that was killed has decided to go back, and could not write down in the history that it did. */
    void recordWhatIsMissing(Generations saved) {
        Optional<BadRelease> last = ledger.standings().bad().stream()
                .findFirst()
                .filter(mark -> mark.by().equals(BadRelease.AGENT) && !ledger.hasEntrySince(mark.at()));
        ReleaseId back = saved.incoming()
                .map(Generation::release)
                .or(() -> saved.goal().release())
                .orElse(null);
        last.ifPresent(mark -> ledger.record(new HistoryEntry(
                clock.instant(),
                Operation.REVERT,
                BadRelease.AGENT,
                back,
                mark.release(),
                Timings.NONE,
                null,
                mark.reason(),
                null)));
    }

    /** Tells whether a release has failed by itself, so that a generation of it is no standby for anything. */
    boolean hasFailed(ReleaseId release) {
        return ledger.standings()
                .mark(release)
                .filter(mark -> mark.by().equals(BadRelease.AGENT))
                .isPresent();
    }

    /** Marks the release of {@code live} and removes what is retained no longer. */
    void tidy(Generation.Live live, Generations now) {
        Optional<Release> release = releases.find(live.release());
        // Of one whose record cannot be read it is not known what is to be kept.
        release.map(r -> r.declaration().retention())
                .ifPresent(retention -> ledger.tidy(store, live.release(), now, retention));
        releases.forgetAllBut(now.reachable());
    }

    static boolean isSame(Generations before, Generation.Live live) {
        return before.live().filter(old -> old.number() == live.number()).isPresent();
    }

    private BadRelease mark(ReleaseId release, String by, String reason) {
        // One that is not on the host any more cannot be recognized; its name stands for it.
        String content = store.find(release)
                .map(found -> BadRelease.content(found.artifact(), found.declaration()))
                .orElse(release.value());
        return new BadRelease(release, content, secrets.redactor().redact(reason), clock.instant(), by);
    }
}
