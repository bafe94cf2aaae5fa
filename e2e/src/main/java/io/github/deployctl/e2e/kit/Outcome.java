package io.github.deployctl.e2e.kit;

import java.time.Duration;

/** How a finished command ended. */
public record Outcome(int exit, String out, String err, Duration took) {
    /** Everything it said, for an assertion's description. */
    public String all() {
        return "exit " + exit + " after " + took.toMillis() + " ms\n--- stdout\n" + out + "--- stderr\n" + err;
    }
}
