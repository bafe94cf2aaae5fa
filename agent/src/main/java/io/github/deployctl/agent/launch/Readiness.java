package io.github.deployctl.agent.launch;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.os.Notifications;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.ReadyCheck;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a candidate is bound, if an adopter is to tell, and then ready, within {@code ready.timeout} from its launch. Asks only where nobody but the
 * candidate can answer: on its private listener, or on an address that was free when it was launched. Runs on a thread of its own, which an interrupt ends without a verdict.
 */
public final class Readiness implements Runnable {
    /** An end of the test is noticed so soon. */
    private static final Duration LISTEN = Duration.ofMillis(100);

    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final long LAST_ANSWER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Candidate candidate;
    private final Adopters adopters;
    private final Notifications.@Nullable Socket socket;
    private final Verdict verdict;
    private final long launchedNanos = System.nanoTime();

    /** {@code socket} is where the app says that it is ready, if it does; it is closed when this ends. */
    public Readiness(Candidate candidate, Adopters adopters, Notifications.@Nullable Socket socket, Verdict verdict) {
        this.candidate = candidate;
        this.adopters = adopters;
        this.socket = socket;
        this.verdict = verdict;
    }

    /** Hears how it goes, on the readiness thread: {@code bound} at most once, then one of the others. */
    public interface Verdict {
        void bound(long millis);

        /** May take its time before users reach the candidate; an interrupt ends that. */
        void ready(long millis) throws InterruptedException;

        /** {@code why} continues "candidate 8 was not ready in 30s (deadline ready.timeout): ". */
        void late(String why);
    }

    @Override
    public void run() {
        try (Notifications.Socket closing = socket) {
            test(closing);
        }
    }

    private void test(Notifications.@Nullable Socket said) {
        try {
            if (candidate.release().declaration().handOver().isAdopted() && !isBound()) {
                return;
            }
            ReadyCheck.HttpProbe http = check().http();
            if (said != null) {
                awaitNotification(said);
            } else if (http == null) {
                verdict.ready(millisSinceLaunch());
            } else {
                awaitAnswer(candidate
                        .own()
                        .map(own -> HttpProbe.ofAddress(http, own))
                        .orElseGet(() -> HttpProbe.ofListener(http, privatePort())));
            }
        } catch (InterruptedException ended) {
            // The process has exited or the deploy was called off; whoever interrupts knows which.
            Thread.currentThread().interrupt();
        }
    }

    private boolean isBound() throws InterruptedException {
        Set<String> names = candidate.release().declaration().listeners().keySet();
        if (adopters.awaitBound(candidate.number(), names, nanosLeft())) {
            verdict.bound(millisSinceLaunch());
            return true;
        }
        // With time left it was given up for another reason, and whoever did so tells it.
        if (nanosLeft() <= 0) {
            verdict.late("it did not bind " + missing(names));
        }
        return false;
    }

    private void awaitAnswer(HttpProbe probe) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        HttpProbe.Answer answer = ask(probe);
        while (!answer.ready()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (nanosLeft() <= 0) {
                verdict.late(probe.describe() + " " + answer.text());
                return;
            }
            Thread.sleep(Math.max(1, Math.min(pause, nanosLeft() / 1_000_000)));
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            answer = ask(probe);
        }
        verdict.ready(millisSinceLaunch());
    }

    /** What answers without an end must not keep the test from ending; the last answer of all gets a moment too. */
    private HttpProbe.Answer ask(HttpProbe probe) {
        return probe.ask(Duration.ofNanos(Math.max(nanosLeft(), LAST_ANSWER_NANOS)));
    }

    private void awaitNotification(Notifications.Socket said) throws InterruptedException {
        try {
            while (said.receive(LISTEN).stream().flatMap(String::lines).noneMatch("READY=1"::equals)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (nanosLeft() <= 0) {
                    verdict.late("it did not say READY=1 on NOTIFY_SOCKET");
                    return;
                }
            }
            verdict.ready(millisSinceLaunch());
        } catch (OsException e) {
            verdict.late("NOTIFY_SOCKET could not be read: " + e.getMessage());
        }
    }

    private String missing(Set<String> names) {
        Set<String> missing = new LinkedHashSet<>(names);
        missing.removeAll(adopters.bound(candidate.number()));
        StringBuilder text = new StringBuilder();
        for (String name : missing) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append("listener ")
                    .append(name)
                    .append(" (")
                    .append(candidate.release().declaration().listeners().get(name))
                    .append(')');
        }
        return text.toString();
    }

    private int privatePort() {
        String name = candidate.release().declaration().probedListener();
        return requireNonNull(candidate.running().privatePorts().get(name), "every listener has a private port");
    }

    private ReadyCheck check() {
        return candidate.release().declaration().ready();
    }

    private long millisSinceLaunch() {
        return Duration.ofNanos(System.nanoTime() - launchedNanos).toMillis();
    }

    private long nanosLeft() {
        return check().timeout().toNanos() - (System.nanoTime() - launchedNanos);
    }

    /** Returns the deadline as an error names it. */
    public static String deadline(ReadyCheck check) {
        return Durations.format(check.timeout()) + " (deadline ready.timeout)";
    }
}
