package io.github.deployctl.cli.command;

import io.github.deployctl.cli.demo.Demo;
import io.github.deployctl.cli.demo.DemoReport;
import io.github.deployctl.cli.demo.DemoSettings;
import io.github.deployctl.cli.demo.DemoTable;
import io.github.deployctl.cli.demo.Installed;
import io.github.deployctl.cli.demo.Tool;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl demo}. */
@Command(
        name = "demo",
        headerHeading = "Example: deployctl demo%n%n",
        header = "Shows pushes and a rollback under load, on this machine alone.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer>, Verb {
    private final Console console;
    private final Tool tool;

    @Option(
            names = "--swaps",
            paramLabel = "N",
            description = "changes of the release under load; default 4, at least 3")
    private int swaps = 4;

    @Option(names = "--rate", paramLabel = "N", description = "requests per second; default 500")
    private int rate = 500;

    @Option(names = "--keep", description = "leave the folder with jars, configuration and logs behind")
    private boolean keep;

    @Mixin
    private OutputOptions output = new OutputOptions();

    DemoCommand(Console console, Tool tool) {
        this.console = console;
        this.tool = tool;
    }

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws FailureException {
        Output shown = output.on(console);
        DemoSettings settings = settings();
        Installed installed = Installed.ofThisProcess("the demo was not run");
        DemoReport report = play(new Demo(installed, tool, console, settings));
        if (shown.isJson()) {
            shown.document(report);
        } else {
            DemoTable.of(report).forEach(shown::result);
        }
        return report.ok() ? 0 : FailureCode.NOT_DEPLOYED.exitStatus();
    }

    private DemoSettings settings() throws FailureException {
        try {
            return new DemoSettings(swaps, rate, keep);
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, String.valueOf(e.getMessage())).asException();
        }
    }

    private static DemoReport play(Demo demo) throws FailureException {
        try {
            return demo.play();
        } catch (IOException e) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "the demo broke off: " + e.getMessage())
                    .asException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(FailureCode.INTERRUPTED, "the demo was interrupted")
                    .asException();
        }
    }
}
