package io.github.deployctl.agent.release;

import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Which releases are more than are to be kept, decided and not removed yet. Releases of the same artifact share its file, so its space is counted once, and is
 * free when the last of them goes.
 *
 * @param gone the newest first
 * @param kept the newest first
 * @param freedBytes the space on the disk that is free when they are gone
 * @param keptBytes what is kept takes
 */
public record Surplus(List<Release> gone, List<Release> kept, long freedBytes, long keptBytes) {
    public Surplus {
        gone = List.copyOf(gone);
        kept = List.copyOf(kept);
    }

    /**
     * Decides.
     *
     * @param newestFirst all that there are
     * @param besides how much a release takes that is not its artifact, in bytes
     */
    static Surplus of(
            List<Release> newestFirst, Retention retention, Set<ReleaseId> inUse, ToLongFunction<Release> besides) {
        List<Release> kept = new ArrayList<>();
        for (Release release : newestFirst) {
            if (newestFirst.indexOf(release) < retention.keep() || inUse.contains(release.id())) {
                kept.add(release);
            }
        }
        Long most = retention.maxBytes();
        while (most != null && size(kept, besides) > most) {
            Optional<Release> next = oldestToGo(kept, inUse);
            if (next.isEmpty()) {
                break;
            }
            kept.remove(next.get());
        }
        List<Release> gone = new ArrayList<>(newestFirst);
        gone.removeAll(kept);
        long left = size(kept, besides);
        return new Surplus(gone, kept, size(newestFirst, besides) - left, left);
    }

    /** Little is won by one whose artifact is that of a release in use. */
    private static Optional<Release> oldestToGo(List<Release> kept, Set<ReleaseId> inUse) {
        Set<Checksum> needed = new HashSet<>();
        kept.stream()
                .filter(release -> inUse.contains(release.id()))
                .forEach(release -> needed.add(release.artifact()));
        return kept.stream()
                .filter(release -> !needed.contains(release.artifact()))
                .reduce((newer, older) -> older);
    }

    private static long size(List<Release> releases, ToLongFunction<Release> besides) {
        Map<Checksum, Long> artifacts = new HashMap<>();
        releases.forEach(release -> artifacts.put(release.artifact(), release.size()));
        return artifacts.values().stream().mapToLong(Long::longValue).sum()
                + releases.stream().mapToLong(besides).sum();
    }
}
