package io.github.deployctl.cli.command;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.report.SetupDocument;
import io.github.deployctl.cli.setup.HostReport;
import io.github.deployctl.cli.setup.SetupProgress;
import io.github.deployctl.cli.terminal.Output;
import java.util.List;

/** Shows a setup: what is said on the way on standard error, what became of each host on standard output. */
final class SetupView implements SetupProgress {
    private final Output output;

    SetupView(Output output) {
        this.output = output;
    }

    @Override
    public void said(HostAddress host, String line) {
        output.step("[" + host.label() + "] " + line);
    }

    @Override
    public void changing(HostAddress host) {
        output.console()
                .situation()
                .is(
                        "the setup of " + host.label() + " is half done; done again, it goes on where it ended",
                        "the same command again");
    }

    @Override
    public void ended(HostAddress host) {
        output.console().situation().is("");
    }

    void show(List<HostReport> reports) {
        if (output.isJson()) {
            output.document(SetupDocument.of(reports));
            return;
        }
        for (HostReport report : reports) {
            String label = report.host().label();
            if (report.failure() != null) {
                output.error(FailureText.of(label, report.failure()));
            }
            output.result(label + "  " + summary(report));
        }
    }

    void next(String command) {
        if (!output.isJson()) {
            output.result("Next: " + command);
        }
    }

    private static String summary(HostReport report) {
        int count = report.changes().size();
        String changes = count + (count == 1 ? " change" : " changes");
        return switch (report.result()) {
            case CHANGED -> "done: " + changes;
            case UNCHANGED -> "nothing to do";
            case PLANNED -> changes + " would be made";
            case FAILED -> "failed" + (count == 0 ? ", nothing changed" : " after " + changes);
            case SKIPPED -> "not tried";
        };
    }
}
