package io.github.deployctl.agent.control;

import io.github.deployctl.agent.supervise.Loop;
import io.github.deployctl.common.config.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Everybody who is connected. Who asks nothing, or asks slower than any line is, makes room for who does: after a while by itself, and at once when one user has
 * too many connections. Whoever has asked something is waited on as long as that takes. Thread-safe.
 */
final class Crowd {
    private static final Duration LOOK = Duration.ofMillis(500);
    /** So long somebody who was hung up on may take to take what is being written to it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Loop loop;
    private final Limits limits;
    /** The longest there first. */
    private final Set<Visit> visits = new LinkedHashSet<>();

    private boolean looking;

    Crowd(Loop loop, Limits limits) {
        this.loop = loop;
        this.limits = limits;
    }

    /**
     * What is put up with.
     *
     * @param request within which the hello and the first request must be there
     * @param next how long a client may think before its next request
     * @param upload within which the next part of an upload must come
     * @param silence after which whoever holds a lease is taken for gone
     * @param connections of one user at a time
     * @param requests of one user that are being carried out at a time
     */
    record Limits(Duration request, Duration next, Duration upload, Duration silence, int connections, int requests) {
        static final Limits USUAL = new Limits(
                Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(20), 32, 24);
    }

    /** Somebody has come. The one of the same user that has been idle the longest goes when there are too many. */
    synchronized Visit enter(String user, Visit.HangUp hangUp) {
        Visit visit = new Visit(user, hangUp);
        visits.add(visit);
        lookLater();
        expect(visit, "request.timeout", limits.request());
        if (visits.stream()
                        .filter(v -> v.user.equals(user) && v.ending() == null)
                        .count()
                > limits.connections()) {
            idleLongest(user)
                    .ifPresent(v -> v.end(
                            "user " + user + " has more than " + limits.connections()
                                    + " connections, and this one has asked nothing",
                            loop.nanos()));
        }
        return visit;
    }

    /** A whole request has come. Returns false when its user has too many under way. */
    synchronized boolean begin(Visit visit) {
        long others =
                visits.stream().filter(v -> v.busy && v.user.equals(visit.user)).count();
        if (others >= limits.requests()) {
            return false;
        }
        visit.busy = true;
        visit.deadline = Visit.NEVER;
        return true;
    }

    /** A request has been answered; another may come. */
    synchronized void rest(Visit visit) {
        visit.busy = false;
        if (visit.holds) {
            visit.deadline = Visit.NEVER;
        } else {
            expect(visit, "request.timeout", limits.next());
        }
    }

    /** It holds a lease from now on: it may think as long as it likes, and is to be heard of meanwhile. */
    synchronized void hold(Visit visit) {
        heard(visit);
        visit.holds = true;
    }

    /** Something was read from it. */
    void heard(Visit visit) {
        visit.heard = loop.nanos();
    }

    /** A part of an upload has come, or the first is to come. */
    synchronized void receiving(Visit visit) {
        visit.sends = true;
        expect(visit, "upload.stall", limits.upload());
    }

    /** An upload is complete. */
    synchronized void received(Visit visit) {
        visit.deadline = Visit.NEVER;
    }

    /** What it has sent is dealt with; while it was, it had nothing to say. */
    synchronized void dealtWith(Visit visit) {
        heard(visit);
        visit.sends = false;
    }

    /** A message is about to be written to it. */
    synchronized void writing(Visit visit) {
        visit.writing = loop.nanos();
    }

    /** The message is written, or never will be. */
    synchronized void written(Visit visit) {
        visit.writing = Visit.NEVER;
    }

    synchronized void leave(Visit visit) {
        visits.remove(visit);
    }

    private void expect(Visit visit, String deadline, Duration limit) {
        visit.deadline = loop.nanos() + limit.toNanos();
        visit.awaited = Durations.format(limit) + " (deadline " + deadline + ")";
    }

    private Optional<Visit> idleLongest(String user) {
        return visits.stream()
                .filter(v -> !v.busy && v.ending() == null && v.user.equals(user))
                .min(Comparator.comparingLong(v -> v.deadline));
    }

    /** Once at a time, however often the last one goes and the next one comes. */
    private void lookLater() {
        if (!looking && !visits.isEmpty()) {
            looking = true;
            loop.after(LOOK, this::look);
        }
    }

    private synchronized void look() {
        looking = false;
        long now = loop.nanos();
        for (Visit visit : visits) {
            if (visit.deadline != Visit.NEVER && visit.deadline - now < 0) {
                visit.end("nothing more came within " + visit.awaited, now);
            } else if (visit.holds
                    && !visit.sends
                    && now - visit.heard > limits.silence().toNanos()) {
                visit.end(
                        "nothing was heard within " + Durations.format(limits.silence()) + " (deadline lease.timeout)",
                        now);
            }
            if (visit.stuck(now) > GRACE.toNanos()) {
                // Its thread waits for room that nobody makes, and keeps its lease and its request.
                visit.cut();
            }
        }
        lookLater();
    }
}
