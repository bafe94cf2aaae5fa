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

/**
 * Which releases are more than are to be kept, decided and not removed yet. Releases of the same artifact share its file, so its space is counted once, and is
 * free when the last of them goes.
 *
 * @param gone the newest first
 * @param kept the newest first
 */
public record Surplus(List<Release> gone, List<Release> kept) {
    public Surplus {
        gone = List.copyOf(gone);
        kept = List.copyOf(kept);
    }

    /** @param newestFirst all that there are */
    static Surplus of(List<Release> newestFirst, Retention retention, Set<ReleaseId> inUse) {
        List<Release> kept = new ArrayList<>();
        for (Release release : newestFirst) {
            if (newestFirst.indexOf(release) < retention.keep() || inUse.contains(release.id())) {
                kept.add(release);
            }
        }
        Long most = retention.maxBytes();
        while (most != null && size(kept) > most) {
            Optional<Release> next = oldestToGo(kept, inUse);
            if (next.isEmpty()) {
                break;
            }
            kept.remove(next.get());
        }
        List<Release> gone = new ArrayList<>(newestFirst);
        gone.removeAll(kept);
        return new Surplus(gone, kept);
    }

    /** Nothing is won by one whose artifact is that of a release in use. */
    private static Optional<Release> oldestToGo(List<Release> kept, Set<ReleaseId> inUse) {
        Set<Checksum> needed = new HashSet<>();
        kept.stream()
                .filter(release -> inUse.contains(release.id()))
                .forEach(release -> needed.add(release.artifact()));
        return kept.stream()
                .filter(release -> !needed.contains(release.artifact()))
                .reduce((newer, older) -> older);
    }

    /** Returns the space on the disk that is free when they are gone, in bytes. */
    public long freedBytes() {
        List<Release> all = new ArrayList<>(kept);
        all.addAll(gone);
        return size(all) - size(kept);
    }

    /** Returns the space on the disk that what is kept takes, in bytes. */
    public long keptBytes() {
        return size(kept);
    }

    private static long size(List<Release> releases) {
        Map<Checksum, Long> sizes = new HashMap<>();
        releases.forEach(release -> sizes.put(release.artifact(), release.size()));
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
