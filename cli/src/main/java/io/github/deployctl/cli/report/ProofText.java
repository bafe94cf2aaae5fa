package io.github.deployctl.cli.report;

import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.text.Visible;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What users had of a hand-over, for the line that says it all. A figure that nobody has looked at is never 0. */
final class ProofText {
    private ProofText() {}

    /** @param proof null from an agent that gave none */
    static List<String> parts(@Nullable Proof proof) {
        if (proof == null) {
            return List.of("not measured: the agent on the host did not look");
        }
        List<String> parts = new ArrayList<>();
        if (proof.refused() != null) {
            parts.add("refused " + proof.refused());
        }
        if (proof.longestWaitMillis() != null) {
            parts.add("longest wait " + Shown.millis(proof.longestWaitMillis()));
        }
        if (proof.unmeasured() != null) {
            parts.add(
                    (parts.isEmpty() ? "" : missing(proof) + " ") + "not measured: " + Visible.of(proof.unmeasured()));
        }
        return parts;
    }

    private static String missing(Proof proof) {
        return proof.refused() == null ? "refused" : "longest wait";
    }
}
