package io.github.deployctl.agent.adoption;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The adopters of all running generations. A generation may open several connections (a start script can run Java more than once, and a connection comes
 * anew after the agent was restarted); commands go to the last one that bound a listener. Thread-safe; no method waits.
 */
public final class Adopters {
    private final Map<Long, Expected> byNumber = new HashMap<>();

    /** Lets whoever knows {@code token} speak for generation {@code number} from now on. */
    public synchronized void expect(long number, String token) {
        byNumber.put(number, new Expected(token));
    }

    /** Forgets it; commands that still wait for its adopter are answered with an error. */
    public void forget(long number) {
        List<Waiting> waiting;
        synchronized (this) {
            Expected expected = byNumber.remove(number);
            waiting = expected == null ? List.of() : List.copyOf(expected.waiting);
            notifyAll();
        }
        waiting.forEach(w -> w.answer.answered("the process has ended"));
    }

    /** Returns the names of the listeners that generation {@code number} has adopted. */
    public synchronized Set<String> bound(long number) {
        Expected expected = byNumber.get(number);
        return expected == null ? Set.of() : Set.copyOf(expected.bound);
    }

    /**
     * Waits until generation {@code number} has adopted all of {@code names}, is forgotten, or {@code nanos} have passed.
     *
     * @return whether it has adopted them
     */
    public synchronized boolean awaitBound(long number, Set<String> names, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (byNumber.containsKey(number) && !bound(number).containsAll(names)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            // One more, so that it does not wake before the deadline: wait() counts whole milliseconds, and 0 is for
            // ever.
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
        return bound(number).containsAll(names);
    }

    /** Gives it the public listeners; {@code answer} hears when it accepts on them. */
    public void live(long number, Answer answer) {
        command(number, "live", answer);
    }

    /** Takes the public listeners from it; {@code answer} hears when it accepts on them no longer. */
    public void drain(long number, Answer answer) {
        command(number, "drain", answer);
    }

    synchronized Optional<Long> numberOf(String token) {
        return byNumber.entrySet().stream()
                .filter(entry -> sameToken(entry.getValue().token, token))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A listener was bound over {@code line}. Returns whether that is news. */
    synchronized boolean bound(long number, String name, Line line) {
        Expected expected = byNumber.get(number);
        if (expected == null) {
            return false;
        }
        expected.line = line;
        List<Waiting> due = List.copyOf(expected.waiting);
        expected.waiting.clear();
        due.forEach(w -> line.send(w.command, w.answer));
        notifyAll();
        return expected.bound.add(name);
    }

    synchronized void lost(long number, Line line) {
        Expected expected = byNumber.get(number);
        if (expected != null && expected.line == line) {
            expected.line = null;
        }
    }

    /** A generation whose adopter is not connected just now (the agent was restarted a moment ago) gets its command when it calls. */
    private synchronized void command(long number, String command, Answer answer) {
        Expected expected = byNumber.get(number);
        if (expected == null) {
            answer.answered("generation " + number + " has no adopter");
        } else if (expected.line == null) {
            expected.waiting.add(new Waiting(command, answer));
        } else {
            expected.line.send(command, answer);
        }
    }

    private static boolean sameToken(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), actual.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Expected {
        private final String token;
        private final Set<String> bound = new LinkedHashSet<>();
        private final List<Waiting> waiting = new ArrayList<>();
        private @Nullable Line line;

        Expected(String token) {
            this.token = token;
        }
    }

    private record Waiting(String command, Answer answer) {}

    /** Where a command can be sent. */
    interface Line {
        void send(String command, Answer answer);
    }
}
