package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.protocol.Lease;
import java.time.Duration;

/**
 * The lease of each host without which nothing is begun.
 *
 * @param message what it is for, for whoever is kept waiting by it
 * @param term what ends it on a host that is alone; with several hosts it is held until all are done
 * @param patience how long to wait where somebody else has it; zero for not at all
 * @param beforehand whether something is done under it before a host is asked for more
 */
public record LeaseWish(String message, Lease.Term term, Duration patience, boolean beforehand) {
    public LeaseWish {
        requireNonNull(message, "message");
        requireNonNull(term, "term");
        requireNonNull(patience, "patience");
    }

    public LeaseWish(String message, Lease.Term term, Duration patience) {
        this(message, term, patience, false);
    }

    LeaseWish asBeforehand() {
        return new LeaseWish(message, term, patience, true);
    }

    /** Returns whether the answer may come with that to the first request, which saves a round trip: nobody needs it before. */
    boolean mayFollow() {
        return !beforehand && patience.isZero() && term == Lease.Term.MOVE;
    }
}
