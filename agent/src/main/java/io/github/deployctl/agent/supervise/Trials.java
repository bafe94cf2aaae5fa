package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.launch.Autopsy;
import io.github.deployctl.agent.launch.Candidate;
import io.github.deployctl.agent.launch.Launcher;
import io.github.deployctl.agent.launch.LowPriority;
import io.github.deployctl.agent.launch.Readiness;
import io.github.deployctl.agent.launch.Settling;
import io.github.deployctl.agent.launch.WarmUp;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.Notifications;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts candidates and puts them to the test, each on a thread of its own. Its methods are for the owner thread. */
final class Trials {
    private static final String NOT_BOUND =
            "declare under listeners the address that the app binds; where its server goes past the JDK (a native "
                    + "transport), have it use NIO; else set handover: restart in deployctl.yml, or inherit if it can";

    private static final Duration LONGEST_COLLECTION = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Board board;
    private final Launcher launcher;
    private final Adopters adopters;
    private final StorePaths paths;
    private final Autopsy autopsy;
    private final Notifications notifications;
    private final Jury jury;
    private final LowPriority low;
    private final QuietBoot quietBoot;
    private final Settling settling;
    private final Archiving archiving;
    private final AskedPaths asked;
    private final Map<Long, Thread> running = new HashMap<>();

    Trials(Board board, Surroundings around, LowPriority low, Jury jury) {
        this.board = board;
        this.launcher = around.launcher();
        this.adopters = around.adopters();
        this.paths = around.paths();
        this.autopsy = new Autopsy(around.host(), around.processes(), around.adopters());
        this.notifications = around.notifications();
        this.jury = jury;
        this.low = low;
        this.quietBoot = new QuietBoot(board, low, around, candidate -> running.containsKey(candidate.number()));
        this.settling = new Settling(around.host());
        this.archiving = new Archiving(board, around);
        this.asked = new AskedPaths(board, adopters, new DurableFiles(around.faults()), paths);
    }

    /** Hears the outcome, on the owner thread. */
    interface Jury {
        void launched(Candidate candidate);

        void bound(long number, long millis);

        void ready(long number, long millis);

        void warmed(Event.Warmed event);

        /** Hears what a person should know of generation {@code number}. */
        void remark(long number, String what);

        void refused(long number, Failure why);
    }

    /** Starts generation {@code number}. What goes wrong is told to the jury later, never thrown. */
    void launch(long number, Release release, Function<ListenAddress, Fd> open) {
        try (Launcher.Prepared prepared = launcher.prepare(release)) {
            // The token is on disk before the process is there: an agent killed in between finds it by that.
            board.processIs(number, prepared.planned());
            board.passed("planned");
            adopters.expect(number, prepared.planned().token());
            // The socket is there before whoever sends to it, and is the test's from then on.
            Notifications.@Nullable Socket socket =
                    release.declaration().ready().notified() ? notifications.open(paths.notifySocket(number)) : null;
            boolean tested = false;
            try {
                ProcessId process = launcher.start(number, prepared, open);
                board.passed("spawned");
                RunningProcess started = prepared.planned().startedAs(process);
                Candidate candidate = new Candidate(number, release, started, prepared.own());
                Optional<Failure> unnoted = note(candidate);
                jury.launched(candidate);
                if (unnoted.isPresent()) {
                    board.post(() -> jury.refused(number, unnoted.get()));
                } else {
                    test(candidate, socket);
                    tested = true;
                }
            } finally {
                if (socket != null && !tested) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            notStarted(number, Failure.of(FailureCode.NOT_DEPLOYED, "nothing was started: " + e.getMessage()));
        } catch (FailureException e) {
            notStarted(number, e.failure());
        }
    }

    /** Returns why the disk does not know of it. It runs all the same, so it is to be watched, and ended as any candidate that will not do. */
    private Optional<Failure> note(Candidate candidate) {
        try {
            board.processIs(candidate.number(), candidate.running());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "candidate " + candidate.number() + " ("
                                    + candidate.release().id()
                                    + ") is ended again: its process could not be noted in state.json: "
                                    + e.getMessage())
                    .hint("free space on the host, then push again"));
        }
    }

    /** Ends the test of a candidate that has exited, gone live or been refused. */
    void forget(long number) {
        Thread readiness = running.remove(number);
        if (readiness != null) {
            readiness.interrupt();
            archiving.tested(number);
        }
    }

    /** The process is gone. */
    void gone(long number) {
        forget(number);
        archiving.forget(number);
    }

    /** Where nothing runs it is told like a process that has ended; what runs all the same ends as any candidate that will not do. */
    void notStarted(long number, Failure why) {
        board.post(() -> {
            jury.refused(number, why);
            if (board.process(number).filter(RunningProcess::isStarted).isEmpty()) {
                adopters.forget(number);
                gone(number);
                board.forget(number);
                board.apply(now -> now.exited(number, false));
            }
        });
    }

    private void test(Candidate candidate, Notifications.@Nullable Socket socket) {
        long number = candidate.number();
        Readiness.Verdict verdict = new Readiness.Verdict() {
            @Override
            public void bound(long millis) {
                board.post(() -> jury.bound(number, millis));
            }

            @Override
            public void ready(long millis) throws InterruptedException {
                low.end(candidate.running());
                warmUp(candidate, millis);
                board.post(() -> {
                    jury.ready(number, millis);
                    archiving.schedule(number);
                });
            }

            @Override
            public void late(String why) {
                Failure failure = lateFailure(candidate, why);
                board.post(() -> jury.refused(number, failure));
            }
        };
        Readiness readiness = new Readiness(candidate, adopters, socket, verdict);
        // Where nothing serves, nobody is disturbed.
        boolean quietly = candidate.release().declaration().startUp().priority() == StartUp.Priority.LOW
                && board.now().live().isPresent();
        Thread thread = daemon("readiness-" + number, quietly ? lowered(candidate, readiness) : readiness);
        running.put(number, thread);
        thread.start();
        if (quietly) {
            quietBoot.watch(candidate);
        }
    }

    private Runnable lowered(Candidate candidate, Readiness readiness) {
        return () -> {
            try {
                quietBoot.begin(candidate);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            readiness.run();
        };
    }

    /** On the readiness thread. */
    private void warmUp(Candidate candidate, long readyMillis) throws InterruptedException {
        Consumer<String> notes = text -> board.post(() -> jury.remark(candidate.number(), text));
        Optional<WarmUp> warmUp = WarmUp.of(candidate, asked.of(candidate, notes));
        if (warmUp.isPresent()) {
            ReadyCheck check = candidate.release().declaration().ready();
            WarmUp.Outcome outcome = warmUp.get()
                    .run(
                            WarmUp.left(check, readyMillis),
                            time -> settling.await(candidate.running().serving(), shorter(time, LONGEST_PAUSE)));
            collect(candidate.number());
            settling.await(candidate.running().serving(), WarmUp.left(check, readyMillis + outcome.millis()));
            Event.Warmed event =
                    new Event.Warmed(candidate.number(), outcome.requests(), outcome.wanted(), outcome.millis());
            board.post(() -> jury.warmed(event));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What the warm-up left behind would be collected while its first users wait. */
    private void collect(long number) throws InterruptedException {
        if (adopters.bound(number).isEmpty()) {
            return;
        }
        CountDownLatch collected = new CountDownLatch(1);
        adopters.collect(number, error -> collected.countDown());
        boolean inTime = collected.await(LONGEST_COLLECTION.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) {
            board.log("candidate " + number + " takes long to collect its garbage; it is not waited for");
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** On the readiness thread: the evidence is taken while the candidate still runs. */
    private Failure lateFailure(Candidate candidate, String why) {
        List<Evidence> evidence;
        try {
            evidence = autopsy.of(candidate, paths.logFile(candidate.number()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            evidence = List.of();
        }
        String deadline = Readiness.deadline(candidate.release().declaration().ready());
        return Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        "candidate " + candidate.number() + " ("
                                + candidate.release().id() + ") was not ready in " + deadline + ": " + why)
                .hint(
                        adopters.bound(candidate.number())
                                        .containsAll(candidate.running().listeners())
                                ? "mend the app or its ready settings in deployctl.yml, then push again"
                                : NOT_BOUND)
                .evidence(evidence);
    }
}
