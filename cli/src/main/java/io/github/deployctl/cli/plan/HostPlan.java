package io.github.deployctl.cli.plan;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a push would do on one host: exactly one of the two is there.
 *
 * @param found null where the host was not asked to an end
 * @param failure why not, or null
 */
public record HostPlan(
        HostAddress host, @Nullable Found found, @Nullable Failure failure) {
    public HostPlan {
        requireNonNull(host, "host");
    }

    /** What the host would go through. */
    public enum Action {
        /** The release is live there already. */
        NOTHING,
        /** Nothing was deployed there yet. */
        FIRST,
        /** It takes the place of another. */
        REPLACE,
        /** It is the current one, and the app is stopped. */
        START
    }

    /**
     * What was found.
     *
     * @param from what it takes the place of, or null
     * @param send what would be sent
     * @param refusals why the push would be refused; empty where nothing speaks against it
     * @param notes what else somebody who pushes wants to know
     */
    public record Found(
            Action action,
            @Nullable Origin from,
            Changes changes,
            Sending send,
            Room room,
            List<Failure> refusals,
            List<String> notes) {
        public Found {
            requireNonNull(action, "action");
            requireNonNull(changes, "changes");
            requireNonNull(send, "send");
            requireNonNull(room, "room");
            refusals = List.copyOf(refusals);
            notes = List.copyOf(notes);
        }
    }

    /**
     * The release that is installed.
     *
     * @param size of its artifact, in bytes
     */
    public record Origin(String release, long size) {}

    /**
     * What goes up.
     *
     * @param bytes as a recipe where the host has another build, else the whole artifact
     * @param exact false where it is the most that it can be
     */
    public record Sending(long bytes, boolean exact) {}

    /**
     * What the host has, and what is needed of it, in bytes; 0 where that is not known.
     *
     * @param java the feature release of the app's Java there
     */
    public record Room(int java, long memory, long memoryNeeded, long disk, long diskNeeded) {}

    public boolean isPending() {
        return found != null && found.action != Action.NOTHING;
    }

    public boolean isRefused() {
        return found != null && !found.refusals.isEmpty();
    }
}
