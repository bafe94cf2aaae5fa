package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last line of an answer. */
public sealed interface Reply {
    /** Nothing was done, and why. */
    record Failed(Failure failure) implements Reply {
        public Failed {
            requireNonNull(failure, "failure");
        }
    }

    /** The agent holds the artifact, verified. */
    record ArtifactPresent() implements Reply {}

    /**
     * The agent wants the bytes.
     *
     * @param offset from which byte on
     */
    record ArtifactWanted(long offset) implements Reply {}

    /**
     * The agent has not the artifact, and has others that it may have much in common with.
     *
     * @param bases the likeliest first
     */
    record BasesOffered(List<Checksum> bases) implements Reply {
        public BasesOffered {
            bases = List.copyOf(bases);
        }
    }

    /**
     * The release serves.
     *
     * @param previous that served before, or null when none did
     * @param changed false when the release was live already and nothing was done
     * @param fromStandby whether a warm generation took over instead of a new one
     * @param proof what was seen of the users' side meanwhile, or null when nothing was to be seen
     */
    record Deployed(
            ReleaseId release,
            @Nullable ReleaseId previous,
            long generation,
            boolean changed,
            boolean fromStandby,
            Timings timings,
            @Nullable Proof proof)
            implements Reply {
        public Deployed {
            requireNonNull(release, "release");
            requireNonNull(timings, "timings");
        }

        /** One that nothing was seen of. */
        public Deployed(
                ReleaseId release,
                @Nullable ReleaseId previous,
                long generation,
                boolean changed,
                boolean fromStandby,
                Timings timings) {
            this(release, previous, generation, changed, fromStandby, timings, null);
        }
    }

    /**
     * The live generation is confirmed.
     *
     * @param awaited whether somebody waited for that
     */
    record Confirmed(ReleaseId release, long generation, boolean awaited) implements Reply {
        public Confirmed {
            requireNonNull(release, "release");
        }
    }

    /**
     * A generation has no probation before it any more.
     *
     * @param live whether it serves; else something newer took its place meanwhile
     */
    record Settled(long generation, boolean live) implements Reply {}

    /**
     * Nothing serves any more.
     *
     * @param release that served, or null when the app was stopped already
     */
    record Stopped(@Nullable ReleaseId release) implements Reply {}

    /**
     * How the app is.
     *
     * @param wanted {@code running} or {@code stopped}; an app that is wanted running and has no live generation is being restarted
     * @param current the release that serves, or would after a start; null before the first push
     * @param operation what is under way and who began it, or null
     * @param listeners by name, as declared
     * @param releases retained on the host, the newest first
     * @param standing how they have served; null from an agent that does not know
     * @param locks who alone may change what serves; none where everybody may
     * @param maintenance in which the agent answers in the place of the app, or null
     */
    record StatusReport(
            AppName app,
            String agentVersion,
            String wanted,
            @Nullable ReleaseId current,
            @Nullable String operation,
            Map<String, ListenAddress> listeners,
            List<GenerationStatus> generations,
            List<ReleaseId> releases,
            @Nullable Standing standing,
            List<Lease> locks,
            @Nullable Maintenance maintenance)
            implements Reply {
        /** One in which no release has a name, good or bad. */
        public StatusReport(
                AppName app,
                String agentVersion,
                String wanted,
                @Nullable ReleaseId current,
                @Nullable String operation,
                Map<String, ListenAddress> listeners,
                List<GenerationStatus> generations,
                List<ReleaseId> releases) {
            this(app, agentVersion, wanted, current, operation, listeners, generations, releases, null);
        }

        /** One that nobody has locked. */
        public StatusReport(
                AppName app,
                String agentVersion,
                String wanted,
                @Nullable ReleaseId current,
                @Nullable String operation,
                Map<String, ListenAddress> listeners,
                List<GenerationStatus> generations,
                List<ReleaseId> releases,
                @Nullable Standing standing) {
            this(app, agentVersion, wanted, current, operation, listeners, generations, releases, standing, List.of());
        }

        /** One in which the app answers. */
        public StatusReport(
                AppName app,
                String agentVersion,
                String wanted,
                @Nullable ReleaseId current,
                @Nullable String operation,
                Map<String, ListenAddress> listeners,
                List<GenerationStatus> generations,
                List<ReleaseId> releases,
                @Nullable Standing standing,
                List<Lease> locks) {
            this(
                    app,
                    agentVersion,
                    wanted,
                    current,
                    operation,
                    listeners,
                    generations,
                    releases,
                    standing,
                    locks,
                    null);
        }

        public StatusReport {
            requireNonNull(app, "app");
            listeners = Collections.unmodifiableMap(new LinkedHashMap<>(listeners));
            generations = List.copyOf(generations);
            releases = List.copyOf(releases);
            locks = locks == null ? List.of() : List.copyOf(locks);
        }
    }

    /**
     * What the agent is.
     *
     * @param since when it was started, or took the place of another in the same process
     * @param state the folder where it keeps releases and state
     */
    record AgentReport(AppName app, String version, long pid, Instant since, String state) implements Reply {
        public AgentReport {
            requireNonNull(app, "app");
            requireNonNull(version, "version");
            requireNonNull(since, "since");
        }
    }

    /**
     * What the host has.
     *
     * @param installed null where nothing was deployed yet
     * @param held whether the artifact that was asked about is there already
     * @param bases what it could be put together from, the likeliest first
     * @param refusals why a push would be refused, as far as that can be seen beforehand
     */
    record Examined(
            HostFacts facts, @Nullable Installed installed, boolean held, List<Checksum> bases, List<Failure> refusals)
            implements Reply {
        public Examined {
            requireNonNull(facts, "facts");
            bases = List.copyOf(bases);
            refusals = List.copyOf(refusals);
        }
    }

    /** The newest entries, the newest first. Of the older ones what was found is left out where all of it would be too much for one message. */
    record HistoryReport(List<HistoryEntry> entries) implements Reply {
        public HistoryReport {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Releases are gone, or would be.
     *
     * @param removed the newest first
     * @param freedBytes the space they took that nothing else takes; releases of the same artifact share it
     * @param kept the newest first
     * @param keptBytes what is left takes
     */
    record Pruned(List<ReleaseId> removed, long freedBytes, List<ReleaseId> kept, long keptBytes, boolean dryRun)
            implements Reply {
        public Pruned {
            removed = List.copyOf(removed);
            kept = List.copyOf(kept);
        }
    }

    /** There is no more of the logs that were asked for; {@code lines} were sent. */
    record LogsEnd(long lines) implements Reply {}

    /** The lease is had. */
    record Leased(Lease lease) implements Reply {
        public Leased {
            requireNonNull(lease, "lease");
        }
    }

    /** These are over now; none where nobody held one. */
    record Released(List<Lease> leases) implements Reply {
        public Released {
            leases = List.copyOf(leases);
        }
    }

    /** Who holds one now: nobody, a person, a connection, or a person and that person's connection. */
    record LockReport(List<Lease> leases) implements Reply {
        public LockReport {
            leases = List.copyOf(leases);
        }
    }

    /**
     * A command has ended by itself.
     *
     * @param release whose environment it had
     * @param status its exit status, or 128 and the number of the signal that ended it, as a shell says it
     * @param how it ended, as a sentence's end
     */
    record Ran(ReleaseId release, int status, String how, long millis) implements Reply {
        public Ran {
            requireNonNull(release, "release");
            requireNonNull(how, "how");
        }
    }

    /** What there is to say of the variables that are kept for the app. */
    sealed interface OfSecrets extends Reply permits SecretsChanged, SecretsReport {}

    /**
     * Who answers is as it was asked to be.
     *
     * @param changed false when it was so already
     * @param maintenance in which the agent answers, or null when the app does
     */
    record Maintained(boolean changed, @Nullable Maintenance maintenance) implements Reply {}
}
