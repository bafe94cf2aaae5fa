package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.matrix.CellReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark has measured.
 *
 * @param figures by name, in the order they are shown
 * @param cells the table beside the figures, where there is one; else empty
 * @param goals for some of the figures
 * @param remarks what there is to say of single runs; else empty
 */
record Findings(Map<String, Double> figures, List<CellReport> cells, List<Goal> goals, List<String> remarks) {
    Findings {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        cells = List.copyOf(cells);
        goals = List.copyOf(goals);
        remarks = List.copyOf(remarks);
    }

    Findings(Map<String, Double> figures, List<CellReport> cells, List<Goal> goals) {
        this(figures, cells, goals, List.of());
    }

    static Findings of(Map<String, Double> figures, Goal... goals) {
        return new Findings(figures, List.of(), List.of(goals));
    }
}
