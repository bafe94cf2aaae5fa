package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.github.WorkflowCommand;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folds the lines of each host into a group of the job's log. The first one of a host stands outside: that it is connected to says no more. Used by one thread at a time. */
final class Groups {
    private final PrintStream raw;
    private final HostLabels labels;
    private final Set<HostAddress> begun = new HashSet<>();
    private @Nullable HostAddress open;

    Groups(PrintStream raw, HostLabels labels) {
        this.raw = raw;
        this.labels = labels;
    }

    /** A line about {@code host} comes next. */
    void enter(HostAddress host) {
        if (host.equals(open)) {
            return;
        }
        leave();
        if (!begun.add(host)) {
            raw.println(WorkflowCommand.group(labels.of(host)));
            open = host;
        }
    }

    void leave() {
        if (open != null) {
            raw.println(WorkflowCommand.END_GROUP);
            open = null;
        }
    }
}
