package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.Cell;
import io.github.deployctl.e2e.matrix.CellReport;
import io.github.deployctl.e2e.matrix.Matrix;
import io.github.deployctl.e2e.matrix.Step;
import io.github.deployctl.e2e.matrix.Unsupported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Every server app on every JDK, swapped twenty times under all three loads at once; several apps beside each other, since a swap is mostly waiting. */
final class Adoption implements Benchmark {
    private static final List<Integer> JDKS = List.of(17, 25);
    private static final int SWAPS = 20;
    private static final int FEWEST_CELLS = 30;
    private static final int AT_A_TIME = 5;

    @Override
    public String name() {
        return "adoption";
    }

    @Override
    public String description() {
        return "every app under e2e/apps on JDK 17 and 25: what twenty swaps lose (about half an hour in all)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        Matrix matrix = new Matrix(
                setting.installation(),
                Unsupported.read(setting.sources().resolve("e2e/unsupported.properties")),
                setting.progress());
        ExecutorService runs = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<List<CellReport>>> begun = new ArrayList<>();
            for (Cell cell : Cell.under(setting.apps())) {
                for (Jdk jdk : jdks(setting, cell)) {
                    begun.add(runs.submit(() -> matrix.run(cell, jdk, Step.mixed(SWAPS))));
                }
            }
            List<CellReport> reports = new ArrayList<>();
            for (Future<List<CellReport>> run : begun) {
                reports.addAll(run.get());
            }
            return findings(reports, setting.only().isEmpty());
        } catch (ExecutionException e) {
            throw new IOException("an app could not be run: " + e.getCause(), e);
        } finally {
            runs.shutdownNow();
        }
    }

    private static List<Jdk> jdks(Setting setting, Cell cell) {
        List<Jdk> jdks = new ArrayList<>();
        for (int feature : JDKS) {
            if (!setting.wants(cell.name()) || !cell.java().includes(feature)) {
                continue;
            }
            Optional<Jdk> jdk = Jdk.find(feature);
            if (jdk.isEmpty()) {
                setting.progress()
                        .accept("SKIPPED: " + cell.name() + ": there is no JDK " + feature + " (JAVA_HOME_" + feature
                                + ")");
            }
            jdk.ifPresent(jdks::add);
        }
        return jdks;
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
