package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deployctl} without a verb. */
@Command(
        name = "deployctl",
        headerHeading = "Example: deployctl init && deployctl push web1%n%n",
        header = "Swaps a running jar on plain Linux hosts, over SSH, without losing a request.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0 done or nothing to do      1 not deployed, the old release serves",
            "  2 usage                      3 mixed: some hosts changed",
            "  4 host or agent unreachable  5 locked by somebody else",
            "  6 configuration invalid      7 authentication or host key refused",
            "  8 artifact invalid           9 taken back after going live",
            "  10 after-push failed         70 a defect of deployctl, 130 interrupted"
        })
final class RootCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(requireNonNull(spec).commandLine(), "no command was given");
    }
}
