package io.github.deployctl.e2e.bench;

import io.github.deployctl.common.json.Json;
import io.github.deployctl.e2e.matrix.CellReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One benchmark's document.
 *
 * @param goals by the figure's name
 * @param cells null where the benchmark has none
 * @param remarks null where there are none
 */
record BenchReport(
        String bench,
        Machine machine,
        Map<String, Double> figures,
        Map<String, Reached> goals,
        boolean ok,
        @Nullable List<CellReport> cells,
        @Nullable List<String> remarks) {
    /** A goal and whether this run met it; one of the limits is null. */
    record Reached(@Nullable Double atMost, @Nullable Double atLeast, boolean met) {
        static Reached of(Goal goal, @Nullable Double value) {
            // A figure that is missing meets no goal.
            boolean met = value != null && goal.isMetBy(value);
            return goal.bound() == Goal.Bound.AT_MOST
                    ? new Reached(goal.limit(), null, met)
                    : new Reached(null, goal.limit(), met);
        }

        String text() {
            String limit = atMost == null ? "at least " + atLeast : "at most " + atMost;
            return "  " + limit + ": " + (met ? "met" : "MISSED");
        }
    }

    static BenchReport of(String bench, Findings findings) {
        Map<String, Reached> goals = new LinkedHashMap<>();
        for (Goal goal : findings.goals()) {
            goals.put(goal.figure(), Reached.of(goal, findings.figures().get(goal.figure())));
        }
        boolean ok = goals.values().stream().allMatch(Reached::met);
        return new BenchReport(
                bench,
                Machine.here(),
                findings.figures(),
                goals,
                ok,
                findings.cells().isEmpty() ? null : findings.cells(),
                findings.remarks().isEmpty() ? null : findings.remarks());
    }

    String json() {
        return Json.writePretty(this);
    }

    String table() {
        StringBuilder lines = new StringBuilder();
        lines.append(bench).append(" on ").append(machine).append('\n');
        figures.forEach((name, value) -> {
            Reached goal = goals.get(name);
            String wanted = goal == null ? "" : goal.text();
            lines.append(String.format(
                    Locale.ROOT, value % 1 == 0 ? "  %-30s %10.0f%s%n" : "  %-30s %10.3f%s%n", name, value, wanted));
        });
        if (remarks != null) {
            remarks.forEach(remark -> lines.append("  ").append(remark).append('\n'));
        }
        return lines.toString();
    }
}
