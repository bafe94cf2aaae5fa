package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.ReportFile;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A verb that changes hosts and leaves a report of it, when it is asked to. */
abstract class ReportedVerb extends HostsVerb {
    private final String name;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "keep the JSON document in a file, from the start: it also says what an interruption left")
    private @Nullable String file;

    @Option(names = "--app", paramLabel = "NAME", description = "refuse where deployctl.yml is about another app")
    private @Nullable String app;

    private ReportFile report = ReportFile.none();

    ReportedVerb(String name, Console console) {
        super(console);
        this.name = name;
    }

    final ReportFile report() {
        return report;
    }

    @Override
    public final Integer call() throws FailureException {
        report = ReportFile.begin(path(), name, console().surroundings().clock());
        try {
            int status = super.call();
            report.returned(status);
            return status;
        } catch (FailureException e) {
            report.failed(e.failure());
            throw e;
        } catch (RuntimeException e) {
            report.failed(Failure.of(FailureCode.BUG, name + " broke off: a defect of deployctl"));
            throw e;
        } finally {
            IOException trouble = report.trouble();
            if (trouble != null) {
                console().err().println("deployctl: the report is not complete: " + FileTrouble.of(trouble));
            }
        }
    }

    @Override
    final int run(Workspace workspace, Output shown) throws FailureException {
        String declared = workspace.file().declaration().app().value();
        if (app != null && !app.equals(declared)) {
            throw Failure.of(
                            FailureCode.CONFIG_INVALID,
                            connection().config + " is about " + declared + ", not about " + Quoted.of(app))
                    .serving("nothing was changed on any host")
                    .asException();
        }
        return change(workspace, shown);
    }

    /** Does it, notes how far it came in {@link #report}, and returns the exit status. */
    abstract int change(Workspace workspace, Output shown) throws FailureException;

    private @Nullable Path path() throws FailureException {
        try {
            return file == null ? null : console().surroundings().folder().resolve(file);
        } catch (InvalidPathException e) {
            throw Failure.of(FailureCode.USAGE, "--report is not the name of a file")
                    .asException();
        }
    }
}
