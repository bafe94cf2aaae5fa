package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.ReleaseId;
import org.jspecify.annotations.Nullable;

/** What became of one host. */
public sealed interface HostOutcome {
    /** The state of a host on which another process serves. */
    String SERVING = "changed and serving";

    HostAddress host();

    /** Returns whether something else serves there than before. */
    boolean isChanged();

    /** Returns whether the host is as it was asked to be. */
    boolean isDone();

    /** Returns what the host is since then, as the head of a list of such hosts; empty where it is as it was. */
    String state();

    /**
     * A release serves.
     *
     * @param sentBytes that travelled for the artifact, as it is, packed or as a recipe; 0 when the host had it already
     * @param trial what it has before it yet, or null when it has nothing to prove
     */
    record Deployed(HostAddress host, Reply.Deployed reply, long sentBytes, Event.@Nullable OnProbation trial)
            implements HostOutcome {
        /** One that has nothing to prove. */
        public Deployed(HostAddress host, Reply.Deployed reply, long sentBytes) {
            this(host, reply, sentBytes, null);
        }

        public Deployed {
            requireNonNull(host, "host");
            requireNonNull(reply, "reply");
        }

        @Override
        public boolean isChanged() {
            return reply.changed();
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public String state() {
            return isChanged() ? SERVING : "";
        }
    }

    /**
     * Nothing serves any more.
     *
     * @param release that served, or null when the app was stopped already
     */
    record Stopped(HostAddress host, @Nullable ReleaseId release) implements HostOutcome {
        public Stopped {
            requireNonNull(host, "host");
        }

        @Override
        public boolean isChanged() {
            return release != null;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public String state() {
            return isChanged() ? "stopped" : "";
        }
    }

    /** What serves is confirmed. */
    record Confirmed(HostAddress host, Reply.Confirmed reply) implements HostOutcome {
        public Confirmed {
            requireNonNull(host, "host");
            requireNonNull(reply, "reply");
        }

        @Override
        public boolean isChanged() {
            return false;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public String state() {
            return reply.awaited() ? "confirmed" : "";
        }
    }

    /** It is locked for whoever asked for that. */
    record Locked(HostAddress host, Lease lease) implements HostOutcome {
        public Locked {
            requireNonNull(host, "host");
            requireNonNull(lease, "lease");
        }

        @Override
        public boolean isChanged() {
            return false;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public String state() {
            return "locked";
        }
    }

    /** The agent answers in the place of the app, or does so no longer. */
    record Maintained(HostAddress host, Reply.Maintained reply) implements HostOutcome {
        public Maintained {
            requireNonNull(host, "host");
            requireNonNull(reply, "reply");
        }

        @Override
        public boolean isChanged() {
            return reply.changed();
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public String state() {
            return !isChanged() ? "" : reply.maintenance() == null ? "out of maintenance" : "in maintenance";
        }
    }

    /** It was not done. */
    record Failed(HostAddress host, Failure failure) implements HostOutcome {
        public Failed {
            requireNonNull(host, "host");
            requireNonNull(failure, "failure");
        }

        /** Where what had gone live was to be taken back and was not, it serves on. */
        @Override
        public boolean isChanged() {
            return failure.code() == FailureCode.MIXED;
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public String state() {
            return isChanged() ? SERVING : "";
        }
    }

    /** It was not tried, because a host before it failed. */
    record Skipped(HostAddress host) implements HostOutcome {
        public Skipped {
            requireNonNull(host, "host");
        }

        @Override
        public boolean isChanged() {
            return false;
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public String state() {
            return "";
        }
    }
}
