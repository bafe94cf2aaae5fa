package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client can ask. Requests on one connection are answered in order, each by events and one {@link Reply}. */
public sealed interface Request {
    /**
     * Offers an artifact. Answered by {@link Reply.ArtifactPresent}; by {@link Reply.BasesOffered}, after which the client goes on as it likes; or by {@link
     * Reply.ArtifactWanted}, after which the client sends the bytes as {@link Frames} and gets a second reply, {@link Reply.ArtifactPresent}.
     *
     * @param size in bytes
     * @param recipes whether the client would rather send a recipe
     */
    record Stage(Checksum artifact, long size, boolean recipes) implements Request {
        public Stage {
            requireNonNull(artifact, "artifact");
            if (size <= 0) {
                throw new IllegalArgumentException("an artifact of " + size + " bytes cannot be staged");
            }
        }

        /** An offer of all the bytes. */
        public Stage(Checksum artifact, long size) {
            this(artifact, size, false);
        }
    }

    /** Asks what an artifact that the agent holds consists of. Answered by {@link Event.Described} for each piece, then {@link Reply.ArtifactPresent}. */
    record Describe(Checksum artifact) implements Request {
        public Describe {
            requireNonNull(artifact, "artifact");
        }
    }

    /**
     * Has an artifact put together from one that the agent holds. The recipe follows at once as {@link Frames}. Answered by {@link Reply.ArtifactPresent}, or by
     * {@link Reply.BasesOffered} without a base when that did not give the artifact; then it is to be staged whole.
     *
     * @param size of the artifact, in bytes
     */
    record Rebuild(Checksum artifact, long size, Checksum base) implements Request {
        public Rebuild {
            requireNonNull(artifact, "artifact");
            requireNonNull(base, "base");
            if (size <= 0) {
                throw new IllegalArgumentException("an artifact of " + size + " bytes cannot be rebuilt");
            }
        }
    }

    /**
     * Has the agent fetch an artifact itself. Answered by {@link Event.Fetched} as it comes, then {@link Reply.ArtifactPresent}.
     *
     * @param url as {@link io.github.deployctl.common.fetch.Origin} takes it, without the checksum
     */
    record Fetch(Checksum artifact, String url) implements Request {
        public Fetch {
            requireNonNull(artifact, "artifact");
            requireNonNull(url, "url");
        }
    }

    /**
     * Asks what the host has, and what a push would meet; nothing is touched. Answered by {@link Reply.Examined}.
     *
     * @param artifact that would be pushed, or null where it is about the host alone
     * @param feature the Java feature release it was compiled for, or 0
     */
    record Examine(Declaration declaration, @Nullable Checksum artifact, long size, int feature) implements Request {}

    /**
     * Makes a staged artifact a release and hands over to it. Answered by {@link Reply.Deployed}.
     *
     * @param force whether it is done with a release that is marked bad too
     * @param signature of the artifact's bytes, as {@code ssh-keygen -Y sign -n deployctl} makes it, or null
     */
    record Deploy(
            ReleaseId release,
            Checksum artifact,
            Declaration declaration,
            boolean force,
            @Nullable String signature) implements Request {
        /** The longest signature, in characters; one with an RSA key of 16 kbit has half of it. */
        public static final int LONGEST_SIGNATURE = 16_384;

        /** One without a signature. */
        public Deploy(ReleaseId release, Checksum artifact, Declaration declaration, boolean force) {
            this(release, artifact, declaration, force, null);
        }

        /** One that is not forced. */
        public Deploy(ReleaseId release, Checksum artifact, Declaration declaration) {
            this(release, artifact, declaration, false);
        }

        public Deploy {
            requireNonNull(release, "release");
            requireNonNull(artifact, "artifact");
            requireNonNull(declaration, "declaration");
            if (signature != null && signature.length() > LONGEST_SIGNATURE) {
                throw new IllegalArgumentException("a signature has " + LONGEST_SIGNATURE + " characters at most");
            }
        }
    }

    /**
     * Goes back. Answered by {@link Reply.Deployed}.
     *
     * @param to the release to go to, or the beginning of its name; null for a good one
     * @param steps how many good releases back, where none is named; 0 for the last good one, and then not if there is nothing to undo
     * @param leaving the generation that is to be left; if it is not the live one nothing is done. Null for any
     * @param reason why, for the history, or null
     * @param force whether a release that is marked bad may be gone to
     */
    record RollBack(
            @Nullable ReleaseId to,
            int steps,
            @Nullable Long leaving,
            @Nullable String reason,
            boolean force) implements Request {
        private static final int LONGEST_REASON = 1000;

        public RollBack {
            if (steps < 0 || steps > 1000) {
                throw new IllegalArgumentException(steps + " releases back cannot be asked for");
            }
            if (reason != null && reason.length() > LONGEST_REASON) {
                throw new IllegalArgumentException("a reason has " + LONGEST_REASON + " characters at most");
            }
        }

        /** To a release, or to the last good one, as nobody said why. */
        public RollBack(@Nullable ReleaseId to) {
            this(to, 0, null, null, false);
        }
    }

    /**
     * Says that the live generation serves as it should, as seen from outside. Answered by {@link Reply.Confirmed}.
     *
     * @param generation which must be the live one, or null for whichever is
     */
    record Confirm(@Nullable Long generation) implements Request {}

    /** Asks to be told when a live generation's probation is over. Answered by {@link Reply.Settled}, or by {@link Reply.Failed} when it was taken back. */
    record AwaitProbation(long generation) implements Request {}

    /** Hands over to a new generation of the live release, with the environment as it is now. Answered by {@link Reply.Deployed}. */
    record Restart() implements Request {}

    /** Starts the current release of a stopped app. Answered by {@link Reply.Deployed}. */
    record Start() implements Request {}

    /** Drains and ends the app and closes its listeners. Answered by {@link Reply.Stopped}. */
    record Stop() implements Request {}

    /** Asks what the agent is. Answered by {@link Reply.AgentReport}. */
    record AgentStatus() implements Request {}

    /**
     * Has the agent that is installed on the host now take the place of the one that runs. Answered by {@link Reply.Failed}, or by the end of the connection:
     * then the other one is there within seconds, and says so with another {@link Reply.AgentReport#since}.
     */
    record UpgradeAgent() implements Request {}

    /** Answered by {@link Reply.StatusReport}. */
    record Status() implements Request {}

    /**
     * Answered by {@link Reply.HistoryReport}.
     *
     * @param limit how many entries at most, the newest
     */
    record History(int limit) implements Request {
        public History {
            if (limit < 1 || limit > 10_000) {
                throw new IllegalArgumentException("a history of " + limit + " entries cannot be asked for");
            }
        }
    }

    /** Asks for one entry with all that was found. Answered by {@link Reply.HistoryReport} with that entry. */
    record ShowHistory(long id) implements Request {}

    /**
     * Removes releases that are more than are to be kept, but never one that is in use or that would be gone back to. Answered by {@link Reply.Pruned}.
     *
     * @param keep how many to keep, or null for what the live release declares
     * @param dryRun whether nothing is removed
     */
    record Prune(@Nullable Integer keep, boolean dryRun) implements Request {
        public Prune {
            if (keep != null && (keep < 1 || keep > 1000)) {
                throw new IllegalArgumentException("between 1 and 1000 releases can be kept, not " + keep);
            }
        }
    }

    /**
     * Asks for what generations printed: {@link Event.Logged} as long as there is some, then {@link Reply.LogsEnd}.
     *
     * @param generation which, or null for the live one, and with a time for every one that printed since
     * @param lines how many of each generation at most, the newest
     * @param since from when on, or null for any time
     * @param lastMillis from how long ago on, by the host's clock, or null for any time
     * @param follow whether to go on until the client closes, or, of a named generation, until its end
     */
    record Logs(
            @Nullable Long generation,
            int lines,
            @Nullable Instant since,
            @Nullable Long lastMillis,
            boolean follow) implements Request {
        public Logs {
            if (lines < 0) {
                throw new IllegalArgumentException("a log of " + lines + " lines cannot be asked for");
            }
        }
    }

    /**
     * Asks to be alone in changing what serves. Answered by {@link Reply.Leased}; by {@link Reply.Failed} when somebody else is. A lease of a connection
     * lasts as long as something is heard on that: an empty line between two messages, or while one is answered, is enough.
     *
     * @param message what it is for, or null
     * @param forMillis how long at most, or null for any time; only where nobody's connection keeps it
     * @param orNothing whether nothing that follows on this connection is to be done when this is refused; who says so need not wait for the answer
     */
    record Acquire(
            @Nullable String message,
            Lease.Term term,
            @Nullable Long forMillis,
            boolean orNothing) implements Request {
        public Acquire(@Nullable String message, Lease.Term term, @Nullable Long forMillis) {
            this(message, term, forMillis, false);
        }

        public Acquire {
            requireNonNull(term, "term");
            message = Lease.message(message);
            if (forMillis != null && (forMillis < 1 || term != Lease.Term.RELEASE)) {
                throw new IllegalArgumentException("a lease for " + forMillis + " ms cannot be had");
            }
        }
    }

    /**
     * Has what follows on this connection done under the lease that another connection of the same client holds. Answered by {@link Reply.Leased}, or by
     * {@link Reply.Failed} when that lease is over.
     */
    record Join(long lease) implements Request {}

    /**
     * Gives back the lease that somebody keeps. Answered by {@link Reply.Released}.
     *
     * @param force whether it is taken away from somebody else too, or from a connection
     */
    record Release(boolean force) implements Request {}

    /** Asks who holds a lease. Answered by {@link Reply.LockReport}. */
    record LockStatus() implements Request {}

    /**
     * Runs a command once, beside the app: as its user, in its environment and its folder. Answered by {@link Event.Printed} as it prints, then {@link
     * Reply.Ran}. Its end is asked for when the client goes; the client shows that it is there as whoever holds a lease does.
     *
     * @param argv passed verbatim, but for {@code {artifact}}, which stands for the release's file
     * @param release whose environment and file it gets, or null for the current one
     * @param timeoutMillis after which its end is asked for, or null for never
     */
    record Run(
            List<String> argv,
            @Nullable ReleaseId release,
            @Nullable Long timeoutMillis) implements Request {
        public Run {
            argv = List.copyOf(argv);
            if (argv.isEmpty() || argv.get(0).isEmpty()) {
                throw new IllegalArgumentException("a command has a name");
            }
            if (timeoutMillis != null && timeoutMillis < 1) {
                throw new IllegalArgumentException("a command cannot end within " + timeoutMillis + " ms");
            }
        }
    }

    /** Asks something of the variables that are kept for the app. */
    sealed interface OfSecrets extends Request permits SetSecrets, UnsetSecrets, ListSecrets {}

    /** Asks for somebody else to answer, or no longer. */
    sealed interface OfMaintenance extends Request permits Maintain {}
}
