package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.release.ReleaseId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The releases that matter now, each read once, since a release never changes. For the owner thread. */
final class Releases {
    private final ReleaseStore store;
    private final Map<ReleaseId, Release> known = new HashMap<>();

    Releases(ReleaseStore store) {
        this.store = store;
    }

    Optional<Release> find(ReleaseId id) {
        Release release = known.get(id);
        if (release != null) {
            return Optional.of(release);
        }
        Optional<Release> read = store.find(id);
        read.ifPresent(found -> known.put(id, found));
        return read;
    }

    Optional<Release> of(Generations generations, long number) {
        return generations.find(number).map(Generation::release).flatMap(this::find);
    }

    /** Returns how a release takes the place of another. One that is not on the host any more is told so when it is to be launched. */
    HandOver handOver(ReleaseId id) {
        return find(id).map(found -> found.declaration().handOver()).orElse(HandOver.ADOPT);
    }

    Deadlines deadlines(Generations generations, long number) {
        return of(generations, number)
                .map(release -> release.declaration().deadlines())
                .orElse(Deadlines.DEFAULT);
    }

    /** Returns the addresses that must stay open, or nothing when a release that may need one cannot be read just now. */
    Optional<Set<ListenAddress>> addresses(Set<ReleaseId> reachable) {
        Set<ListenAddress> addresses = new HashSet<>();
        for (ReleaseId id : reachable) {
            Optional<Release> release = find(id);
            if (release.isEmpty()) {
                return Optional.empty();
            }
            addresses.addAll(release.get().declaration().listeners().values());
        }
        return Optional.of(addresses);
    }

    void forgetAllBut(Set<ReleaseId> reachable) {
        known.keySet().retainAll(reachable);
    }
}
