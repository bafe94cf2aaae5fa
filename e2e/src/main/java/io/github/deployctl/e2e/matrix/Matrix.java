package io.github.deployctl.e2e.matrix;

import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.load.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Apps on JDKs, under all loads at once. Thread-safe. */
public final class Matrix {
    private final Installation installation;
    private final Unsupported unsupported;
    private final Consumer<String> progress;

    public Matrix(Installation installation, Unsupported unsupported, Consumer<String> progress) {
        this.installation = installation;
        this.unsupported = unsupported;
        this.progress = progress;
    }

    /** Carries out {@code steps} with {@code cell} while all of its modes are loaded. Ends what it starts. */
    public List<CellReport> run(Cell cell, Jdk jdk, List<Step> steps) throws InterruptedException {
        List<CellReport> reports = new ArrayList<>();
        try (CellHost host = CellHost.start(installation, cell, jdk)) {
            CellRun run = CellRun.of(host, cell.modes(), steps);
            cell.modes().forEach(mode -> add(reports, report(cell, jdk, mode, run)));
        } catch (IOException e) {
            reports.clear();
            cell.modes().forEach(mode -> add(reports, failed(cell, jdk, mode, String.valueOf(e.getMessage()))));
        }
        return reports;
    }

    private void add(List<CellReport> reports, CellReport report) {
        reports.add(report);
        progress.accept(report.line());
    }

    /** Returns what {@code run} has shown in {@code mode}. */
    private CellReport report(Cell cell, Jdk jdk, Mode mode, CellRun run) {
        Optional<String> why = unsupported.reason(cell, jdk, mode);
        return new CellReport(
                cell.name(),
                cell.server(),
                cell.version(),
                jdk.feature(),
                mode.label(),
                why.isEmpty(),
                why.orElse(null),
                run.isAdopted(),
                run.readyMillis(),
                run.swaps().size(),
                (int) run.swaps().stream().filter(Swap::isInstant).count(),
                run.requests(mode),
                run.lost(mode),
                run.swaps().stream().mapToInt(Swap::cut).sum(),
                mode == Mode.SLOW ? run.slowOnOld() : null,
                run.failure(),
                run.losses(mode));
    }

    private CellReport failed(Cell cell, Jdk jdk, Mode mode, String failure) {
        Optional<String> why = unsupported.reason(cell, jdk, mode);
        return new CellReport(
                cell.name(),
                cell.server(),
                cell.version(),
                jdk.feature(),
                mode.label(),
                why.isEmpty(),
                why.orElse(null),
                false,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                failure,
                List.of());
    }
}
