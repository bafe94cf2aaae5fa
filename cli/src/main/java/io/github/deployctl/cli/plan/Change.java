package io.github.deployctl.cli.plan;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One thing that will be another.
 *
 * @param before as it is, or null where it is not there
 * @param after as it will be, or null where it will not be there
 */
public record Change(
        Kind kind,
        String name,
        @Nullable String before,
        @Nullable String after) {
    /** In which way. */
    public enum Kind {
        ADDED,
        REMOVED,
        UPGRADED,
        DOWNGRADED,
        /** Another value, or another build of the same version. */
        CHANGED
    }

    public Change {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
    }

    static Change of(String name, @Nullable String before, @Nullable String after) {
        Kind kind = before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED;
        return new Change(kind, name, before, after);
    }
}
