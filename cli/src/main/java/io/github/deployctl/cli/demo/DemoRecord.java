package io.github.deployctl.cli.demo;

import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.common.protocol.Timings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Notes each command with what served after it, and makes the report when the load has ended. */
final class DemoRecord {
    private static final int SHOWN_LOSSES = 10;

    private final List<Executed> steps = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long steadyFrom;
    private long steadyTo;

    /** The span that begins now, in which nothing is swapped. */
    void steady(Duration span) {
        steadyFrom = System.nanoTime();
        steadyTo = steadyFrom + span.toNanos();
    }

    /** A command that must make {@code version} serve. */
    void deployed(Executed executed, String version, String answer) {
        steps.add(executed);
        if (!executed.isDeployed()) {
            problem(executed, "did not deploy");
        }
        serves(executed, version, answer);
    }

    /** A command that must fail and leave {@code version} serving. */
    void refused(Executed executed, String version, String answer) {
        steps.add(executed);
        if (executed.exitStatus() != 1 || !executed.host().outcome().equals("failed")) {
            problem(executed, "was not refused");
        }
        serves(executed, version, answer);
    }

    private void serves(Executed executed, String version, String answer) {
        if (!answer.equals("demo " + version)) {
            problem(executed, "left \"" + answer + "\" serving instead of \"demo " + version + "\"");
        }
    }

    private void problem(Executed executed, String what) {
        String why = executed.host().failure() == null
                ? ""
                : ": " + executed.host().failure().message();
        problems.add(executed.verb() + " " + executed.about() + " " + what + " (exit status " + executed.exitStatus()
                + ")" + why);
    }

    DemoReport report(LoadResult load) {
        List<String> all = new ArrayList<>(problems);
        all.addAll(load.lossDetails(SHOWN_LOSSES));
        return new DemoReport(
                DemoReport.SCHEMA,
                all.isEmpty() && load.requests() > 0,
                load.requests(),
                tenths(load.requestsPerSecond()),
                load.lost(),
                losses(load.losses()),
                load.closedIdle(),
                tenths(load.during(steadyFrom, steadyTo).longestWaitMillis()),
                ofFirstRollback(step -> step.timings().moveMillis()),
                ofFirstRollback(Executed::durationMillis),
                steps.stream().map(step -> step(step, load)).toList(),
                swaps(load),
                all);
    }

    private long ofFirstRollback(ToLongFunction<Executed> figure) {
        return steps.stream()
                .filter(step -> step.verb().equals("rollback"))
                .mapToLong(figure)
                .findFirst()
                .orElse(0);
    }

    private static DemoReport.Step step(Executed step, LoadResult load) {
        LoadResult during = load.during(step.startNanos(), step.endNanos());
        Timings timings = step.timings();
        return new DemoReport.Step(
                step.verb(),
                step.release(),
                step.host().previous(),
                step.isDeployed() ? "deployed" : "refused",
                Boolean.TRUE.equals(step.host().fromStandby()),
                step.durationMillis(),
                timings.readyMillis(),
                timings.moveMillis(),
                timings.drainMillis(),
                during.requests(),
                during.lost(),
                tenths(during.longestWaitMillis()));
    }

    private List<DemoReport.Swap> swaps(LoadResult load) {
        List<DemoReport.Swap> swaps = new ArrayList<>();
        for (Executed step : steps) {
            String previous = step.host().previous();
            if (step.isDeployed() && previous != null) {
                LoadResult during = load.during(step.startNanos(), step.endNanos());
                swaps.add(new DemoReport.Swap(
                        previous, step.release(), tenths(during.longestWaitMillis()), during.lost()));
            }
        }
        return swaps;
    }

    private static DemoReport.Losses losses(Map<Loss, Long> losses) {
        return new DemoReport.Losses(
                losses.getOrDefault(Loss.REFUSED, 0L),
                losses.getOrDefault(Loss.RESET, 0L),
                losses.getOrDefault(Loss.TRUNCATED, 0L),
                losses.getOrDefault(Loss.TIMED_OUT, 0L),
                losses.getOrDefault(Loss.WRONG_BODY, 0L),
                losses.getOrDefault(Loss.BAD_STATUS, 0L));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
