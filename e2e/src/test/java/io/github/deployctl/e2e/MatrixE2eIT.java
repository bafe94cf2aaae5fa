package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.Cell;
import io.github.deployctl.e2e.matrix.CellReport;
import io.github.deployctl.e2e.matrix.Matrix;
import io.github.deployctl.e2e.matrix.Step;
import io.github.deployctl.e2e.matrix.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every server app, on one JDK each, under all loads at once: pushed, rolled back and rolled forward without a lost request. Both JDKs are what
 * {@code e2e/bench adoption} is for.
 */
class MatrixE2eIT {
    private static final List<Integer> JDKS = List.of(17, 25);
    private static final int SWAPS = 3;
    private static final int AT_A_TIME = 4;
    private static final long MOST_MINUTES = 5;

    private static final ExecutorService RUNS = Executors.newFixedThreadPool(AT_A_TIME);

    private final Path sources =
            Path.of(System.getProperty("deployctl.sources")).normalize();
    private final Path apps = Path.of(
            System.getProperty("deployctl.apps", sources.resolve("e2e/apps").toString()));

    @AfterAll
    static void endRuns() {
        RUNS.shutdownNow();
    }

    @Test
    void everyAppOfTheSourcesIsBuilt() throws IOException {
        try (Stream<Path> modules = Files.list(apps)) {
            assertThat(modules.filter(module -> Files.isDirectory(module.resolve("src/main/cell"))))
                    .isNotEmpty()
                    .allSatisfy(module ->
                            assertThat(module.resolve("target/cell.properties")).exists());
        }
    }

    @TestFactory
    Stream<DynamicTest> noRequestIsLost() throws IOException {
        List<Run> runs = Cell.under(apps).stream().map(this::begin).toList();
        return runs.stream().map(run -> dynamicTest(run.name(), () -> assertFlawless(run)));
    }

    private Run begin(Cell cell) {
        Optional<Jdk> jdk = jdk(cell);
        return new Run(cell, jdk, jdk.map(on -> RUNS.submit(() -> reports(cell, on))));
    }

    /** Half of the apps that run on both go on each. */
    private static Optional<Jdk> jdk(Cell cell) {
        List<Jdk> usable = JDKS.stream()
                .filter(cell.java()::includes)
                .flatMap(feature -> Jdk.find(feature).stream())
                .toList();
        return usable.isEmpty()
                ? Optional.empty()
                : Optional.of(usable.get(Math.floorMod(cell.name().hashCode(), usable.size())));
    }

    private void assertFlawless(Run run) throws Exception {
        if (run.reports.isEmpty()) {
            String message = "SKIPPED: " + run.cell.name() + " needs a JDK that is not here: " + run.cell.java();
            System.err.println(message);
            abort(message);
            return;
        }
        List<CellReport> reports = run.reports.get().get(MOST_MINUTES, TimeUnit.MINUTES);
        for (CellReport report : reports) {
            if (report.supported()) {
                assertThat(report.isFlawless()).as(report.line()).isTrue();
                assertThat(report.swaps()).as(report.line()).isEqualTo(SWAPS);
            }
        }
    }

    private List<CellReport> reports(Cell cell, Jdk jdk) throws IOException, InterruptedException {
        Matrix matrix = new Matrix(
                Installation.ofThisBuild(),
                Unsupported.read(sources.resolve("e2e/unsupported.properties")),
                System.out::println);
        return matrix.run(cell, jdk, Step.onePair(SWAPS));
    }

    /** An app's run, which is under way or awaits its turn. */
    private record Run(Cell cell, Optional<Jdk> jdk, Optional<Future<List<CellReport>>> reports) {
        String name() {
            return cell.server() + " " + cell.version()
                    + jdk.map(on -> " on " + on.feature()).orElse("");
        }
    }
}
