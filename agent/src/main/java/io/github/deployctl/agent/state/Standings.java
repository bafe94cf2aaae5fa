package io.github.deployctl.agent.state;

import io.github.deployctl.common.release.ReleaseId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of releases by how they served. Immutable.
 *
 * @param served that went live and were not left as bad, the newest first; the first is the current one
 * @param proven of them, those that have nothing to prove any more
 * @param bad the newest first
 */
public record Standings(List<ReleaseId> served, List<ReleaseId> proven, List<BadRelease> bad) {
    public static final Standings NONE = new Standings(List.of(), List.of(), List.of());

    /** Marks of releases that are long gone are not kept for ever. */
    private static final int MOST_BAD = 50;

    public Standings {
        served = List.copyOf(served);
        proven = List.copyOf(proven);
        bad = bad.stream().limit(MOST_BAD).toList();
    }

    /** {@code release} has gone live, which makes it good again if it was not. */
    public Standings serving(ReleaseId release) {
        Standings rest = without(List.of(release));
        return new Standings(
                Stream.concat(Stream.of(release), rest.served.stream()).toList(),
                proven,
                bad.stream().filter(mark -> !mark.release().equals(release)).toList());
    }

    public Standings proven(ReleaseId release) {
        return proven.contains(release)
                ? this
                : new Standings(
                        served,
                        Stream.concat(Stream.of(release), proven.stream()).toList(),
                        bad);
    }

    /** It is not gone back to by anybody who does not name it. */
    public Standings bad(BadRelease mark) {
        Standings rest = without(List.of(mark.release()));
        return new Standings(
                rest.served,
                rest.proven,
                Stream.concat(
                                Stream.of(mark),
                                bad.stream().filter(other -> !other.release().equals(mark.release())))
                        .toList());
    }

    /** Returns these without what was pruned; that something was bad is remembered. */
    public Standings without(Collection<ReleaseId> gone) {
        return new Standings(
                served.stream().filter(id -> !gone.contains(id)).toList(),
                proven.stream().filter(id -> !gone.contains(id)).toList(),
                bad);
    }

    public Optional<BadRelease> mark(ReleaseId release) {
        return bad.stream().filter(mark -> mark.release().equals(release)).findFirst();
    }

    /** Returns the mark of whatever has this artifact and this declaration. */
    public Optional<BadRelease> markOf(String content) {
        return bad.stream().filter(mark -> mark.content().equals(content)).findFirst();
    }

    /** Returns the good releases but {@code current}, the one that served last first. */
    public List<ReleaseId> targets(Optional<ReleaseId> current) {
        return served.stream()
                .filter(id -> !current.filter(id::equals).isPresent())
                .toList();
    }
}
