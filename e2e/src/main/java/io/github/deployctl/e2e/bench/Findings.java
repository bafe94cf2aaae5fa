package io.github.deployctl.e2e.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark has measured.
 *
 * @param figures by name, in the order they are shown
 * @param cells records, where there is a table beside the figures; else empty
 * @param goals for some of the figures
 */
record Findings(Map<String, Double> figures, List<? extends Record> cells, List<Goal> goals) {
    Findings {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        cells = List.copyOf(cells);
        goals = List.copyOf(goals);
    }

    static Findings of(Map<String, Double> figures, Goal... goals) {
        return new Findings(figures, List.of(), List.of(goals));
    }
}
