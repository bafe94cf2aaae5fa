package io.github.deployctl.e2e.bench.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody dies there.
 *
 * @param step as the agent calls it
 * @param occurrence since the operation began, counted from 1
 */
public record CrashPoint(Operation operation, String step, int occurrence, Victim victim) {
    private static final Set<Operation> REPEATED = Set.of(Operation.PUSH, Operation.ROLLBACK, Operation.READOPTION);

    /** Who dies. */
    public enum Victim {
        AGENT,
        APP
    }

    /**
     * Returns the points of an operation that has come to {@code steps}: the agent dies at the first time of each, and at the last where most is repeated; the
     * app at the first, but not within the writing of a file, which is nothing to it.
     */
    static List<CrashPoint> of(Operation operation, List<String> steps) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        steps.forEach(step -> counts.merge(step, 1, Integer::sum));
        List<CrashPoint> points = new ArrayList<>();
        counts.forEach((step, count) -> {
            points.add(new CrashPoint(operation, step, 1, Victim.AGENT));
            if (count > 1 && REPEATED.contains(operation)) {
                points.add(new CrashPoint(operation, step, count, Victim.AGENT));
            }
            if (!step.endsWith("-written") && !step.endsWith("-synced")) {
                points.add(new CrashPoint(operation, step, 1, Victim.APP));
            }
        });
        return points;
    }

    /** What the agent's debug variable takes. */
    String plan() {
        return step + ":" + occurrence + (victim == Victim.APP ? ":app" : "");
    }

    @Override
    public String toString() {
        return operation.word() + " " + step + ":" + occurrence + " " + (victim == Victim.APP ? "app" : "agent");
    }
}
