package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.Cell;
import io.github.deployctl.e2e.matrix.CellReport;
import io.github.deployctl.e2e.matrix.Matrix;
import io.github.deployctl.e2e.matrix.Unsupported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every server app on every JDK, swapped twenty times in each mode. */
final class Adoption implements Benchmark {
    private static final List<Integer> JDKS = List.of(17, 25);
    private static final int SWAPS = 20;
    private static final int FEWEST_CELLS = 30;

    @Override
    public String name() {
        return "adoption";
    }

    @Override
    public String description() {
        return "every app under e2e/apps on JDK 17 and 25: what twenty swaps lose (about 75 s an app and JDK)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        Matrix matrix = new Matrix(
                setting.installation(),
                Unsupported.read(setting.sources().resolve("e2e/unsupported.properties")),
                setting.progress());
        List<CellReport> reports = new ArrayList<>();
        for (Cell cell : Cell.under(setting.apps())) {
            for (int feature : JDKS) {
                if (!setting.wants(cell.name()) || !cell.java().includes(feature)) {
                    continue;
                }
                Optional<Jdk> jdk = Jdk.find(feature);
                if (jdk.isEmpty()) {
                    setting.progress()
                            .accept("SKIPPED: " + cell.name() + ": there is no JDK " + feature + " (JAVA_HOME_"
                                    + feature + ")");
                    continue;
                }
                reports.addAll(matrix.run(cell, jdk.get(), SWAPS));
            }
        }
        return findings(reports, setting.only().isEmpty());
    }

    private static Findings findings(List<CellReport> reports, boolean all) {
        List<CellReport> supported =
                reports.stream().filter(CellReport::supported).toList();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("cells", (double) reports.size());
        figures.put("supportedCells", (double) supported.size());
        figures.put(
                "swaps", (double) reports.stream().mapToInt(CellReport::swaps).sum());
        figures.put("requests", (double)
                reports.stream().mapToLong(CellReport::requests).sum());
        figures.put("lostInSupported", (double)
                supported.stream().mapToLong(CellReport::lost).sum());
        figures.put("supportedNotFlawless", (double) supported.stream()
                .filter(report -> !report.isFlawless() || report.swaps() != SWAPS)
                .count());
        List<Goal> goals = List.of(
                Goal.atLeast("cells", all ? FEWEST_CELLS : 1),
                Goal.atMost("lostInSupported", 0),
                Goal.atMost("supportedNotFlawless", 0));
        return new Findings(figures, reports, goals);
    }
}
