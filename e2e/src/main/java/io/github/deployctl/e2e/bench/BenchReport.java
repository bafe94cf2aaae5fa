package io.github.deployctl.e2e.bench;

import io.github.deployctl.common.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One benchmark's document.
 *
 * @param goals by the figure's name
 */
record BenchReport(String bench, Machine machine, Map<String, Double> figures, Map<String, Reached> goals, boolean ok) {
    /** A goal and whether this run met it. */
    record Reached(double atMost, boolean met) {}

    static BenchReport of(Benchmark benchmark, Map<String, Double> figures) {
        Map<String, Reached> goals = new LinkedHashMap<>();
        List<Goal> wanted = benchmark.goals();
        // A figure that is missing meets no goal.
        wanted.forEach(goal -> goals.put(
                goal.figure(),
                new Reached(goal.atMost(), goal.isMetBy(figures.getOrDefault(goal.figure(), Double.MAX_VALUE)))));
        boolean ok = goals.values().stream().allMatch(Reached::met);
        return new BenchReport(benchmark.name(), Machine.here(), figures, goals, ok);
    }

    String json() {
        return Json.writePretty(this);
    }

    String table() {
        StringBuilder lines = new StringBuilder();
        lines.append(bench).append(" on ").append(machine).append('\n');
        figures.forEach((name, value) -> {
            Reached goal = goals.get(name);
            String wanted = goal == null
                    ? ""
                    : String.format(Locale.ROOT, "  at most %.1f: %s", goal.atMost(), goal.met() ? "met" : "MISSED");
            lines.append(String.format(Locale.ROOT, "  %-28s %10.1f%s%n", name, value, wanted));
        });
        return lines.toString();
    }
}
