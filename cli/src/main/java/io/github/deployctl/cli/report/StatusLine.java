package io.github.deployctl.cli.report;

import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Reply.StatusReport;
import java.util.ArrayList;
import java.util.List;

/** A status on one line, without what changes all the time: two that are equal are not worth telling apart. */
public final class StatusLine {
    private StatusLine() {}

    public static String of(StatusReport status) {
        List<String> parts = new ArrayList<>();
        status.generations().forEach(generation -> parts.add(part(generation)));
        if (parts.isEmpty()) {
            parts.add(StatusText.headline(status));
        }
        if (status.maintenance() != null) {
            parts.add("MAINTENANCE");
        }
        if (status.operation() != null) {
            parts.add("under way: " + status.operation());
        }
        return String.join("  ", parts);
    }

    private static String part(GenerationStatus generation) {
        String text = generation.role() + " " + generation.number() + " " + generation.release();
        // How far a drain is, is what one watches it for.
        return generation.role().equals("draining") ? text + " (" + generation.connections() + " connections)" : text;
    }
}
