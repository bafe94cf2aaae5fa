package io.github.deployctl.common.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How a candidate gets up to speed.
 *
 * @param priority of its threads until it is ready
 * @param archive whether the host keeps an archive of the release's classes for its next start
 * @param warmup asked of it when it is ready, before any user reaches it, or null
 * @param beforeStart run on the host for a push before it is started, or null
 */
public record StartUp(
        Priority priority,
        boolean archive,
        @Nullable Warmup warmup,
        @Nullable BeforeStart beforeStart) {
    public static final StartUp DEFAULT = new StartUp(Priority.LOW, true, null);

    /** What a candidate takes of a processor that the live generation wants too. */
    public enum Priority {
        /** What is left over. */
        LOW,
        /** As much as any. */
        NORMAL
    }

    public StartUp {
        requireNonNull(priority, "priority");
    }

    /** One with nothing to be run before it. */
    public StartUp(Priority priority, boolean archive, @Nullable Warmup warmup) {
        this(priority, archive, warmup, null);
    }

    public StartUp with(@Nullable BeforeStart other) {
        return new StartUp(priority, archive, warmup, other);
    }
}
