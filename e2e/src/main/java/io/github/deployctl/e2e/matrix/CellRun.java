package io.github.deployctl.e2e.matrix;

import io.github.deployctl.e2e.matrix.load.Asked;
import io.github.deployctl.e2e.matrix.load.CellLoad;
import io.github.deployctl.e2e.matrix.load.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Swaps an app under load in one mode, or in several at once, and counts. */
public final class CellRun {
    private static final int LOSSES_SHOWN = 5;

    private final CellHost host;
    private final Set<Mode> modes;
    private final List<Swap> swaps = new ArrayList<>();
    private List<Asked> asked = List.of();
    private @Nullable String failure;

    private CellRun(CellHost host, Set<Mode> modes) {
        this.host = host;
        this.modes = modes;
    }

    /** Runs {@code steps} one after the other while {@code modes} are loaded. What goes wrong with the app is in the result. */
    public static CellRun of(CellHost host, Set<Mode> modes, List<Step> steps)
            throws IOException, InterruptedException {
        CellRun run = new CellRun(host, modes);
        CellLoad load = CellLoad.start(host.target(), modes);
        try (load) {
            run.swap(steps);
            run.asked = run.known(load.stop());
        }
        return run;
    }

    private void swap(List<Step> steps) {
        try {
            for (Step step : steps) {
                swaps.add(host.swap(step));
            }
        } catch (IOException e) {
            failure = "after " + swaps.size() + " swaps: " + e.getMessage();
        }
    }

    /** An answer from a process that never was live is none. */
    private List<Asked> known(List<Asked> all) {
        Set<Long> pids = host.pids();
        return all.stream()
                .map(each -> each.isLost() || each.pid() == 0 || pids.contains(each.pid())
                        ? each
                        : each.answeredByStranger())
                .toList();
    }

    public @Nullable String failure() {
        return failure;
    }

    public List<Swap> swaps() {
        return swaps;
    }

    public boolean isAdopted() {
        List<Swap> launches = swaps.stream().filter(swap -> !swap.isInstant()).toList();
        return !launches.isEmpty()
                && launches.stream().allMatch(swap -> swap.moved().isAdopted());
    }

    /** Returns the median over the launches, 0 without one. */
    public long readyMillis() {
        List<Long> all = swaps.stream()
                .flatMapToLong(swap -> swap.readyMillis().stream())
                .sorted()
                .boxed()
                .toList();
        return all.isEmpty() ? 0 : all.get(all.size() / 2);
    }

    public long requests(Mode mode) {
        return of(mode).count();
    }

    public long lost(Mode mode) {
        return of(mode).filter(Asked::isLost).count();
    }

    /** Returns the first losses in that mode, with the time since the last hand-over was asked for. */
    public List<String> losses(Mode mode) {
        return of(mode).filter(Asked::isLost)
                .limit(LOSSES_SHOWN)
                .map(each -> each.loss() + " " + each.detail() + when(each))
                .toList();
    }

    /** Returns the fewest slow requests of any swap that ended on the old process while the new one served. */
    public long slowOnOld() {
        return swaps.stream()
                .mapToLong(swap -> swap.slowEndedOnOld(asked))
                .min()
                .orElse(0);
    }

    /** Whether every answered slow request got its whole answer from one process is the answer's own word; which is left to {@link #slowOnOld()}. */
    private Stream<Asked> of(Mode mode) {
        if (!modes.contains(mode)) {
            throw new IllegalArgumentException(mode + " was not loaded");
        }
        return asked.stream().filter(each -> each.mode() == mode);
    }

    private String when(Asked each) {
        OptionalLong last = swaps.stream()
                .mapToLong(Swap::startNanos)
                .filter(start -> start - each.endNanos() < 0)
                .map(start -> each.endNanos() - start)
                .min();
        long took = (each.endNanos() - each.startNanos()) / 1_000_000;
        return last.isEmpty()
                ? " (before the first hand-over, took " + took + " ms)"
                : " (" + last.getAsLong() / 1_000_000 + " ms after a hand-over was asked for, took " + took + " ms)";
    }
}
