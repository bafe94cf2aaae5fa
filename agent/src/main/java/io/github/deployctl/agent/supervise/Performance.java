package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Effect;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.launch.LowPriority;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;
import java.util.Optional;

/** Carries out the effects of transitions. For the owner thread. */
final class Performance implements Effect.Performer {
    private final Board board;
    private final Surroundings around;
    private final PublicListeners listeners;
    private final Releases releases;
    private final Trials trials;
    private final Traffic traffic;
    private final Inherited inherited;
    private final Endings endings;
    private final QuietEnd quietEnd;
    private final Proofs proofs;
    private final StandbyWatch standbys;
    private final Freezer freezer;

    Performance(Board board, Surroundings around, PublicListeners listeners, Releases releases, Reports reports) {
        this.board = board;
        this.around = around;
        this.listeners = listeners;
        this.releases = releases;
        this.proofs = reports.proofs();
        this.freezer = new Freezer(board, around, releases);
        this.standbys = new StandbyWatch(board, around.host(), reports, freezer);
        LowPriority low = new LowPriority(around.processes(), around.log());
        this.trials = new Trials(board, around, low, reports);
        this.quietEnd = new QuietEnd(board, low, releases);
        this.endings = new Endings(board, around.processes());
        this.traffic = new Traffic(
                board, around.adopters(), new Census(around.host(), around.connections(), around.log()), reports);
        this.inherited = new Inherited(board, around.host(), endings, reports);
    }

    /** Takes up what another agent has left. */
    void takeUp(long number, RunningProcess process) {
        freezer.takeUp(number, process);
    }

    boolean isFrozen(long number) {
        return freezer.isFrozen(number);
    }

    /** Tells whether closing a listener now could fail an accept of somebody who is still letting go of it. */
    boolean isLettingGo() {
        return traffic.isLettingGo() || inherited.isLettingGo();
    }

    /** The process is gone; nothing of what was begun for it goes on. */
    void forget(long number) {
        trials.gone(number);
        traffic.forget(number);
        inherited.forget(number);
        around.adopters().forget(number);
    }

    @Override
    public void launch(long number, ReleaseId id) {
        Optional<Release> release = releases.find(id);
        if (release.isEmpty()) {
            trials.notStarted(
                    number,
                    Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was started: release " + id
                                    + " is not on the host any more, or its record is damaged"));
            return;
        }
        try {
            around.store().verify(release.get());
            listeners.ensure(release.get().declaration().listeners());
            proofs.beginAlone(number);
            trials.launch(number, release.get(), listeners::get);
        } catch (FailureException e) {
            trials.notStarted(number, e.failure());
        } catch (RuntimeException | OutOfMemoryError e) {
            // The error is that of a host without a thread to spare for the test. A candidate that never comes must not
            // hold the lock for ever, whatever the defect is.
            trials.notStarted(
                    number, Failure.of(FailureCode.BUG, "nothing was started: the agent failed; its log says more"));
            throw e;
        }
    }

    @Override
    public void admit(long number) {
        board.post(() -> board.apply(now -> now.admitted(number)));
    }

    @Override
    public void moveTraffic(long number) {
        trials.forget(number);
        thaw(number);
        proofs.begin(number);
        if (member(number) instanceof Generation.Promoted promoted) {
            if (promoted.handOver().isAdopted()) {
                traffic.move(promoted);
            } else {
                inherited.move(promoted);
            }
        }
    }

    @Override
    public void drain(long number) {
        board.now().incoming().ifPresent(next -> proofs.beginAlone(next.number()));
        Optional<Release> release = releases.of(board.now(), number);
        if (member(number) instanceof Generation.Draining draining && release.isPresent()) {
            if (draining.handOver().isAdopted()) {
                traffic.drain(draining, release.get());
            } else {
                board.process(number).ifPresent(process -> inherited.drain(draining, process, release.get()));
            }
        }
    }

    @Override
    public void park(long number) {
        Duration standby = board.isStandby(member(number))
                ? releases.deadlines(board.now(), number).standby()
                : Duration.ZERO;
        standbys.begin(member(number), standby);
    }

    @Override
    public void stop(long number) {
        trials.forget(number);
        Optional<RunningProcess> process = board.process(number).filter(RunningProcess::isStarted);
        if (process.isEmpty()) {
            return;
        }
        endings.ask(process.get());
        // After the signal, so that it does nothing else before it ends.
        freezer.thaw(number, process.get());
        quietEnd.begin(member(number), process.get());
        Duration timeout = releases.deadlines(board.now(), number).stop();
        board.afterIfStill(member(number), timeout, () -> {
            board.log("generation " + number + " did not end in " + Durations.format(timeout)
                    + " (deadline stop.timeout); it gets SIGKILL");
            endings.force(process.get());
        });
    }

    /** The launched process of a generation has ended, or the JVM in which it served: what else there is of it goes too. */
    void sweep(long number, RunningProcess process) {
        freezer.thaw(number, process);
        endings.sweep(number, process, releases.deadlines(board.now(), number).stop());
    }

    /** Tells whether something that a generation left behind has not ended yet. */
    boolean isSweeping() {
        return endings.isSweeping();
    }

    @Override
    public void retryAfter(Duration delay) {
        around.loop().after(delay, board::retry);
    }

    private void thaw(long number) {
        board.process(number).ifPresent(process -> freezer.thaw(number, process));
    }

    private Generation member(long number) {
        Generations now = board.now();
        return now.find(number).orElseThrow(() -> new IllegalStateException("no generation " + number + " in " + now));
    }
}
