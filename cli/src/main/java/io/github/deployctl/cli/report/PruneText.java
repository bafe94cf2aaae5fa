package io.github.deployctl.cli.report;

import io.github.deployctl.cli.text.Columns;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Reply.Pruned;
import io.github.deployctl.common.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;

/** What was removed, or would be, for people. */
public final class PruneText {
    private PruneText() {}

    /** Returns lines no longer than {@code width}, unless a release's id is. */
    public static List<String> of(String label, Pruned pruned, int width) {
        List<String> lines = new ArrayList<>();
        if (pruned.removed().isEmpty()) {
            lines.add(label + "  nothing to remove");
        } else {
            String what = pruned.dryRun() ? "  would remove " : "  removed ";
            lines.add(label + what + releases(pruned.removed()) + ", which gives " + Shown.bytes(pruned.freedBytes()));
            lines.addAll(Columns.wrap(pruned.dryRun() ? "  would go:" : "  gone:", ids(pruned.removed()), width));
        }
        lines.addAll(Columns.wrap(
                "  kept (" + Shown.bytes(pruned.keptBytes()) + "):",
                pruned.kept().isEmpty() ? List.of("none") : ids(pruned.kept()),
                width));
        return lines;
    }

    private static String releases(List<ReleaseId> releases) {
        return releases.size() == 1 ? "1 release" : releases.size() + " releases";
    }

    private static List<String> ids(List<ReleaseId> releases) {
        return releases.stream().map(ReleaseId::value).toList();
    }
}
