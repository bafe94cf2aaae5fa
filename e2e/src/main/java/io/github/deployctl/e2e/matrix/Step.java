package io.github.deployctl.e2e.matrix;

import java.util.ArrayList;
import java.util.List;

/** A way to hand over. */
public enum Step {
    /** Launches the other release. */
    PUSH,
    /** Launches the live release anew; the other release's standby is ended. */
    RESTART,
    /** Goes to the other release: by its standby where there is one, else by a launch. */
    ROLLBACK;

    /** A push and instant returns, {@code swaps} in all. */
    public static List<Step> onePair(int swaps) {
        List<Step> steps = new ArrayList<>(List.of(PUSH));
        while (steps.size() < swaps) {
            steps.add(ROLLBACK);
        }
        return steps;
    }

    /** Two launches, then instant returns, {@code swaps} in all; for a host that has both releases. */
    public static List<Step> afresh(int swaps) {
        List<Step> steps = new ArrayList<>(List.of(RESTART));
        while (steps.size() < swaps) {
            steps.add(ROLLBACK);
        }
        return steps;
    }
}
