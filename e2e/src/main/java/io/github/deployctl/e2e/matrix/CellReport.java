package io.github.deployctl.e2e.matrix;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One app on one JDK in one mode.
 *
 * @param app its module's name
 * @param jdk the feature release
 * @param supported whether losing nothing is promised
 * @param unsupported why not, or null
 * @param adopted whether the agent saw every launched process take the listeners
 * @param readyMillis median of the launches, 0 without one
 * @param swaps after which another process answered
 * @param instant of them, how many without a launch
 * @param cut connections that a drain gave up
 * @param slowOnOld in slow mode, the fewest requests of any swap that began on the old process and ended there while the new one served; null in others
 * @param failure what kept the run from its end, or null
 * @param losses the first few, for people
 */
public record CellReport(
        String app,
        String server,
        String version,
        int jdk,
        String mode,
        boolean supported,
        @Nullable String unsupported,
        boolean adopted,
        long readyMillis,
        int swaps,
        int instant,
        long requests,
        long lost,
        int cut,
        @Nullable Long slowOnOld,
        @Nullable String failure,
        List<String> losses) {
    public CellReport {
        losses = List.copyOf(losses);
    }

    /** Whether everything was seen that makes a server supported. */
    public boolean isFlawless() {
        return failure == null
                && adopted
                && swaps > 0
                && requests > 0
                && lost == 0
                && (slowOnOld == null || slowOnOld > 0);
    }

    /** Returns one line for people. */
    public String line() {
        String line = String.format(
                Locale.ROOT,
                "%-22s %-3d %-15s %s ready %5d ms  swaps %2d (%2d instant)  requests %6d  lost %d  cut %d",
                app,
                jdk,
                mode,
                isFlawless() ? "ok  " : "FAIL",
                readyMillis,
                swaps,
                instant,
                requests,
                lost,
                cut);
        return line
                + (slowOnOld == null ? "" : "  slow on old " + slowOnOld)
                + (failure == null ? "" : "  " + failure)
                + (losses.isEmpty() ? "" : "  " + losses);
    }
}
