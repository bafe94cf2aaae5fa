package io.github.deployctl.agent.proof;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ListenCounters;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.common.protocol.Proof;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time around one hand-over, and what was seen in it. It ends when it is closed, or by itself some time after the traffic has moved: then whatever still
 * drains does so without a listener. Thread-safe; no call takes longer than a look.
 */
public final class Window {
    /** How long after the move it is looked at most; as long as {@code drain.timeout} is by default. */
    static final long LONGEST_AFTER_MOVE = TimeUnit.SECONDS.toNanos(30);

    private static final int MOST_FINDINGS = 20;

    private final Host host;
    private final Clock clock;
    private final List<Watched> watched;
    private final List<QueueWatch> queues;
    private final Set<String> findings = new LinkedHashSet<>();
    private final long begun;
    private final Optional<ListenCounters> before;
    private int looks;
    private boolean hasMoved;
    private long moved;
    private boolean settled;
    private @Nullable Proof proof;

    /** Begins with a first look. */
    Window(Listeners listeners, Host host, Clock clock, List<Watched> watched) {
        this.host = host;
        this.clock = clock;
        this.watched = List.copyOf(watched);
        this.queues = watched.stream()
                .map(each -> new QueueWatch(listeners, each, this::found))
                .toList();
        this.begun = clock.nanos();
        this.before = host.listenCounters();
        look();
    }

    /** Returns what is looked at. */
    public List<Watched> watched() {
        return watched;
    }

    /** Looks at each listener once. Returns whether there is more to look at. */
    synchronized boolean look() {
        if (proof != null) {
            return false;
        }
        lookOnce();
        if (hasMoved && clock.nanos() - moved > LONGEST_AFTER_MOVE) {
            close();
            return false;
        }
        return true;
    }

    /** The new generation has the listeners: what it did to them on taking them is put right now, and told. */
    public synchronized void moved() {
        hasMoved = true;
        moved = clock.nanos();
        look();
    }

    /** Adds something that was seen by others. A finding that is known, or one too many, changes nothing; so does one that comes after the end. */
    public synchronized void found(String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    /** Tells whether whoever waited for the move has been accepted: at some look after it no queue had anybody. Who comes later is the app's own to wait for. */
    public synchronized boolean isSettled() {
        return settled || proof != null;
    }

    /** Ends it with a last look, unless it has ended. Returns what was seen. */
    public synchronized Proof close() {
        if (proof == null) {
            lookOnce();
            proof = conclude(host.listenCounters());
        }
        return proof;
    }

    private void lookOnce() {
        looks++;
        queues.forEach(queue -> queue.look(clock));
        settled |= hasMoved && queues.stream().allMatch(QueueWatch::isEmpty);
    }

    private Proof conclude(Optional<ListenCounters> after) {
        List<String> unmeasured = new ArrayList<>();
        Long refused = null;
        if (before.isPresent() && after.isPresent()) {
            ListenCounters dropped = after.get().since(before.get());
            refused = dropped.overflows();
            tell(dropped);
        } else {
            unmeasured.add("ListenOverflows in /proc/net/netstat cannot be read");
        }
        Long longest = null;
        queues.stream().map(QueueWatch::blindness).filter(Objects::nonNull).forEach(unmeasured::add);
        if (queues.isEmpty()) {
            unmeasured.add("no listener was open");
        } else if (queues.stream().allMatch(queue -> queue.blindness() == null)) {
            longest = millisRoundedUp(
                    queues.stream().mapToLong(QueueWatch::longestNanos).max().orElse(0));
        }
        queues.stream()
                .filter(queue -> !settled && !queue.isEmpty())
                .forEach(
                        queue -> found(
                                "listener " + queue.name()
                                        + ": connections still waited when the last look was taken, so the longest wait may be longer"));
        return new Proof(
                refused,
                longest,
                millisRoundedUp(clock.nanos() - begun),
                looks,
                List.copyOf(findings),
                unmeasured.isEmpty() ? null : String.join("; ", unmeasured));
    }

    private void tell(ListenCounters dropped) {
        if (dropped.overflows() != 0 && queues.stream().noneMatch(QueueWatch::wasFull)) {
            int most = queues.stream().mapToInt(QueueWatch::most).max().orElse(0);
            found(
                    "what was refused is counted for all listeners of the network namespace; none of this app's was seen with more than "
                            + most + " waiting, so it may have been another's");
        }
        long otherwise = dropped.drops() - dropped.overflows();
        if (otherwise > 0) {
            found(
                    "the kernel dropped " + otherwise
                            + " connection attempts in the network namespace for another reason than a full queue, such as want of memory");
        }
    }

    private static long millisRoundedUp(long nanos) {
        return (nanos + 999_999) / 1_000_000;
    }
}
