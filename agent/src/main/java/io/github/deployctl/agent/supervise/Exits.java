package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.failure.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What is done when a generation's process has ended: why is found out and told, what is left of it goes. For the owner thread. */
final class Exits {
    /** An app that was up so long and then ended by itself is no part of a row of crashes. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Supervisor supervisor;
    private final Performance performance;
    private final Told told;
    private final Coroner coroner;
    private final Clock clock;

    Exits(Supervisor supervisor, Surroundings around, Performance performance, Told told) {
        this.supervisor = supervisor;
        this.performance = performance;
        this.told = told;
        this.coroner = new Coroner(around.host(), around.paths());
        this.clock = around.clock();
    }

    /** Who hears of it. */
    record Told(Operations operations, Reports reports, UndeclaredPorts undeclared, Reverts reverts) {}

    /** A process has started. */
    void begin(long number, ProcessId process) {
        coroner.begin(number, process);
    }

    /**
     * It ended while no agent was there.
     *
     * @param withAll whether nothing else of the app is there either, as after a power loss: then its end says nothing about it
     */
    void lost(long number, boolean withAll) {
        boolean awaited = supervisor
                .now()
                .onProbation(number)
                .map(Generation.Live::probation)
                .filter(probation -> !probation.confirmed())
                .isPresent();
        if (withAll && !awaited) {
            supervisor.apply(now -> now.lost(number));
            return;
        }
        told.reverts().ended(number, coroner.report(number));
        supervisor.apply(now -> now.exited(number, false));
    }

    void exited(long number, ExitStatus status) {
        Optional<RunningProcess> process = supervisor.process(number);
        Optional<Generation> member = supervisor.now().find(number);
        if (process.isEmpty() || member.isEmpty()) {
            return;
        }
        supervisor.log("generation " + number + " " + status.describe());
        supervisor.passed("exited");
        boolean onTrial = member.get() instanceof Generation.Candidate;
        Failure why = coroner.report(member.get(), status);
        told.operations().blame(number, onTrial ? told.reports().explain(number, why) : why);
        // The end of one on probation is told as the reason of the way back.
        if (supervisor.now().onProbation(number).isEmpty()) {
            told.operations().died(member.get(), why);
        }
        performance.forget(number);
        told.undeclared().forget(number);
        performance.sweep(number, process.get());
        supervisor.forget(number);
        supervisor.passed("forgotten");
        boolean steady =
                Duration.between(process.get().since(), clock.instant()).compareTo(STEADY) >= 0;
        told.reverts().ended(number, why);
        supervisor.apply(now -> now.exited(number, steady));
    }
}
