package io.github.deployctl.agent.adoption;

import io.github.deployctl.common.config.Warmup;
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
 * anew after the agent was restarted). The JVM that bound a listener last is the one that counts: what it holds is what the generation holds, and commands go
 * to it; connections that bind nothing change nothing. Thread-safe; only the methods named {@code await} wait.
 */
public final class Adopters {
    /** As many as an adopter tells of. */
    private static final int MOST_RECORDED = 20;

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

    /** Has it list its loaded classes where its environment says; {@code answer} hears when the list is there. */
    public void classes(long number, Answer answer) {
        command(number, "classes", answer);
    }

    /** Has it tell which paths users have asked it for; {@code answer} hears when {@link #recorded} returns all of them. */
    public void paths(long number, Answer answer) {
        synchronized (this) {
            Expected expected = byNumber.get(number);
            if (expected != null) {
                expected.recorded.clear();
            }
        }
        command(number, "paths", answer);
    }

    /** Returns the paths that it has told of, the most asked for first. */
    public synchronized List<String> recorded(long number) {
        Expected expected = byNumber.get(number);
        return expected == null ? List.of() : List.copyOf(expected.recorded);
    }

    /** It has told of a path. Returns whether that can be one. */
    synchronized boolean recorded(long number, String path) {
        Expected expected = byNumber.get(number);
        if (expected == null || !Warmup.isPath(path) || expected.recorded.size() >= MOST_RECORDED) {
            return false;
        }
        expected.recorded.add(path);
        return true;
    }

    /** Has it collect its garbage; {@code answer} hears when that is done, and nothing from an adopter that is too old to know of it. */
    public void collect(long number, Answer answer) {
        command(number, "collect", answer);
    }

    /** Returns the JVMs of generation {@code number} that are connected, the one that holds listeners first. */
    public synchronized List<Long> jvms(long number) {
        Expected expected = byNumber.get(number);
        if (expected == null) {
            return List.of();
        }
        List<Long> pids = new ArrayList<>();
        if (expected.line != null) {
            pids.add(expected.line.pid());
        }
        expected.connected.stream()
                .filter(line -> line != expected.line)
                .map(Line::pid)
                .forEach(pids::add);
        return List.copyOf(pids);
    }

    /** Waits until all that a generation whose process has ended did say was heard, or {@code nanos} have passed. */
    public synchronized void awaitSilence(long number, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (!jvms(number).isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    /** A JVM of the generation has called. */
    synchronized void joined(long number, Line line) {
        Expected expected = byNumber.get(number);
        if (expected != null) {
            expected.connected.add(line);
        }
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
        if (expected.line != line) {
            expected.bound.clear();
            expected.line = line;
        }
        List<Waiting> due = List.copyOf(expected.waiting);
        expected.waiting.clear();
        due.forEach(w -> line.send(w.command, w.answer));
        notifyAll();
        return expected.bound.add(name);
    }

    synchronized void lost(long number, Line line) {
        Expected expected = byNumber.get(number);
        if (expected == null) {
            return;
        }
        expected.connected.remove(line);
        if (expected.line == line) {
            expected.line = null;
            expected.bound.clear();
        }
        notifyAll();
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
        private final Set<String> recorded = new LinkedHashSet<>();
        private final List<Line> connected = new ArrayList<>();
        private @Nullable Line line;

        Expected(String token) {
            this.token = token;
        }
    }

    private record Waiting(String command, Answer answer) {}

    /** Where a command can be sent. */
    interface Line {
        /** Returns the number of the JVM at the other end. */
        long pid();

        void send(String command, Answer answer);
    }
}
