package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deployctl env}. */
@Command(
        name = "env",
        headerHeading = "Example: deployctl env set DB_PASSWORD < password.txt%n%n",
        header = "Keeps secret variables for the app on the hosts; names are shown, values never.",
        footer = {
            "%nThey are in the app's environment from its next start on: deployctl restart. The",
            "host's own env file (/etc/deployctl/APP.env) wins over them, and they win over env:",
            "of deployctl.yml, which is no place for a secret."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class EnvCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(requireNonNull(spec).commandLine(), "env wants to know what: set, unset or list");
    }
}
