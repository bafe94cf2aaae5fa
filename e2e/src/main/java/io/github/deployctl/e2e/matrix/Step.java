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

    private static final int TENTH = 10;

    /** A push and instant returns, {@code swaps} in all. */
    public static List<Step> onePair(int swaps) {
        List<Step> steps = new ArrayList<>(List.of(PUSH));
        while (steps.size() < swaps) {
            steps.add(ROLLBACK);
        }
        return steps;
    }

    /** {@code swaps} in all, of which every tenth is a launch beside the live process and the rest are instant returns as far as a standby is there. */
    public static List<Step> mixed(int swaps) {
        List<Step> steps = new ArrayList<>();
        while (steps.size() < swaps) {
            steps.add(steps.isEmpty() ? PUSH : steps.size() % TENTH == 0 ? RESTART : ROLLBACK);
        }
        return steps;
    }
}
