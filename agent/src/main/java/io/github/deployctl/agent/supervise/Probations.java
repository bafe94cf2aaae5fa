package io.github.deployctl.agent.supervise;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Probation;
import io.github.deployctl.agent.launch.Autopsy;
import io.github.deployctl.agent.launch.LiveProbe;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.state.Standings;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches the live generation as long as it has to prove itself: its probe, its time, its confirmation. Its end is noticed as any is. For the owner thread. */
final class Probations {
    /** After a way back that failed, the live one is left alone for so long before it is judged again. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final Board board;
    private final Court court;
    private final StorePaths paths;
    private final Clock clock;
    private final Map<Long, ProbeAddress> ownAddresses = new HashMap<>();
    private @Nullable Watch watch;

    Probations(Board board, Surroundings around, Court court) {
        this.board = board;
        this.court = court;
        this.paths = around.paths();
        this.clock = around.clock();
    }

    /** Who is asked, and who is told. */
    record Court(Operations operations, Releases releases, Reverts reverts) {}

    /** Notes where a generation answers the readiness request when that is an address of its own. */
    void answersAt(long number, ProbeAddress own) {
        ownAddresses.put(number, own);
    }

    /** Its process has ended. */
    void forget(long number) {
        ownAddresses.remove(number);
    }

    private static final class Watch {
        private final long number;
        private final @Nullable Thread probe;
        private boolean timeOver;
        /** It has failed, and something else is to serve; until that does, or cannot, neither its time nor anybody's word makes it good. */
        private boolean failed;
        /** Nothing could take its place, and the time until it is judged again runs. */
        private boolean rests;

        Watch(long number, @Nullable Thread probe) {
            this.number = number;
            this.probe = probe;
        }
    }

    /** Begins a watch, or ends one, as {@code now} has it. */
    void observe(Generations now) {
        // Parked it can show nothing, and its public address answers for somebody else.
        Optional<Live> live = now.live().filter(l -> l.probation() != null && !board.isParked());
        long number = live.map(Live::number).orElse(0L);
        if (number == (watch == null ? 0 : watch.number)) {
            restIfNothingTakesOver(now);
            return;
        }
        end();
        live.ifPresent(this::begin);
    }

    /** Tells whether it has failed, and another is about to take its place. */
    boolean isLeft(long number) {
        return watch != null
                && watch.number == number
                && watch.failed
                && board.now().incoming().isPresent();
    }

    /** Somebody has looked at it from outside. Returns whether there was anything to confirm. */
    boolean confirm(long number) {
        Optional<Live> live = board.now().onProbation(number);
        boolean awaited =
                live.filter(l -> !requireNonNull(l.probation()).confirmed()).isPresent();
        if (awaited) {
            board.apply(now -> now.confirmed(number));
            board.passed("confirmed");
            over(number);
        }
        return awaited;
    }

    private void begin(Live live) {
        Probation probation = requireNonNull(live.probation());
        Optional<Release> release = court.releases().find(live.release());
        SafetyNet net = net(live);
        Watch begun = new Watch(
                live.number(),
                release.flatMap(r -> LiveProbe.of(r, Optional.ofNullable(ownAddresses.get(live.number()))))
                        .map(probe -> start(live, probe))
                        .orElse(null));
        watch = begun;
        Duration served = served(probation);
        board.after(left(net.probation(), served), () -> {
            begun.timeOver = true;
            if (watch == begun) {
                over(live.number());
            }
        });
        Duration confirm = net.confirm();
        if (confirm != null && !probation.confirmed()) {
            board.after(left(confirm, served), () -> unconfirmed(begun, confirm));
        }
        Long confirmMillis = confirm == null || probation.confirmed() ? null : confirm.toMillis();
        Event told = new Event.OnProbation(
                live.number(), probation.back(), net.probation().toMillis(), confirmMillis);
        court.operations().of(live.number()).ifPresent(operation -> operation.tell(told));
    }

    /** Returns what a status shows. */
    Standing standing(Generations now, Standings standings) {
        Standing.Trial trial = now.live()
                .filter(live -> !board.isParked())
                .flatMap(live -> Optional.ofNullable(live.probation()).map(probation -> trial(live, probation)))
                .orElse(null);
        return new Standing(
                trial,
                standings.bad().stream()
                        .map(mark -> new Standing.Bad(mark.release(), mark.at(), mark.by(), mark.reason()))
                        .toList());
    }

    private Standing.Trial trial(Live live, Probation probation) {
        SafetyNet net = net(live);
        Duration confirm = probation.confirmed() ? null : net.confirm();
        return new Standing.Trial(
                live.number(),
                probation.back(),
                probation.since().plus(net.probation()),
                confirm == null ? null : probation.since().plus(confirm));
    }

    private SafetyNet net(Live live) {
        return court.releases()
                .find(live.release())
                .map(release -> release.declaration().safetyNet())
                .orElse(SafetyNet.DEFAULT);
    }

    private static Duration left(Duration whole, Duration served) {
        return served.compareTo(whole) >= 0 ? Duration.ZERO : whole.minus(served);
    }

    private void over(long number) {
        boolean stood = board.now()
                .onProbation(number)
                .filter(live -> requireNonNull(live.probation()).confirmed())
                .isPresent();
        if (stood && watch != null && watch.timeOver && !watch.failed) {
            board.log("generation " + number + " has stood its probation");
            board.apply(now -> now.proven(number));
            board.passed("proven");
        }
    }

    private void unconfirmed(Watch begun, Duration confirm) {
        boolean awaited = board.now()
                .onProbation(begun.number)
                .filter(live -> !requireNonNull(live.probation()).confirmed())
                .isPresent();
        if (watch == begun && awaited) {
            failed(
                    begun.number,
                    Failure.of(
                                    FailureCode.REVERTED,
                                    "nobody confirmed it in " + Durations.format(confirm) + " (deadline confirm)")
                            .hint("push again, and confirm it: deployctl confirm"));
        }
    }

    private Thread start(Live live, LiveProbe probe) {
        long number = live.number();
        Thread thread = new Thread(
                () -> {
                    Optional<String> failure = probe.awaitFailure();
                    failure.ifPresent(why -> {
                        Failure told = Failure.of(FailureCode.REVERTED, why)
                                .hint("mend the app, then push again")
                                .evidence(Autopsy.lastWords(paths.logFile(number)));
                        board.post(() -> failed(number, told));
                    });
                },
                "probation-" + number);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void failed(long number, Failure why) {
        Watch failing = watch;
        if (failing == null || failing.number != number) {
            return;
        }
        failing.failed = true;
        court.reverts().failed(number, why);
        restIfNothingTakesOver(board.now());
    }

    /** The other one could not take over, however long it took to find out: this one serves on, and is judged again later. */
    private void restIfNothingTakesOver(Generations now) {
        Watch failing = watch;
        if (failing != null
                && failing.failed
                && !failing.rests
                && now.incoming().isEmpty()) {
            failing.rests = true;
            board.after(REST, () -> {
                failing.rests = false;
                if (watch == failing && board.now().incoming().isEmpty()) {
                    judgeAgain(failing.number);
                }
            });
        }
    }

    /** For what is left of its probation. After that it serves on unjudged, since there is nothing that could take its place. */
    private void judgeAgain(long number) {
        Optional<Live> live = board.now().onProbation(number);
        end();
        if (live.filter(this::isTimeOver).isPresent()) {
            board.log("generation " + number
                    + " has failed in its probation, and nothing could take its place: it serves on");
            board.apply(now -> now.proven(number));
        } else {
            observe(board.now());
        }
    }

    private boolean isTimeOver(Live live) {
        SafetyNet net = net(live);
        Duration confirm = net.confirm();
        Duration longest = confirm == null || confirm.compareTo(net.probation()) < 0 ? net.probation() : confirm;
        return left(longest, served(requireNonNull(live.probation()))).isZero();
    }

    /** The host's clock may have been set meanwhile; no probation is longer than it was declared. */
    private Duration served(Probation probation) {
        Duration elapsed = Duration.between(probation.since(), clock.instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    private void end() {
        if (watch != null && watch.probe != null) {
            watch.probe.interrupt();
        }
        watch = null;
    }
}
