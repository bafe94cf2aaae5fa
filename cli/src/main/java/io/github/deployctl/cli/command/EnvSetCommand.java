package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.SetSecrets;
import io.github.deployctl.common.secret.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code deployctl env set}. */
@Command(
        name = "set",
        headerHeading = "Example: deployctl env set DB_PASSWORD --on web1 < password.txt%n%n",
        header = "Sets variables, whose values it asks for or reads from standard input.",
        footer = {
            "%nWith one NAME standard input is its value, without the line end it ends in; with",
            "several it has a line NAME=value for each, as an env file has. A value is never an",
            "argument: process lists and the shell's history show those.",
            "It counts from the app's next start on: deployctl restart, or the next push. The host",
            "keeps it in a file of the app's user, mode 0600; an app's values have 32 KiB together.",
            "From then on it, and any eight characters in a row of it, are *** in what is shown."
        },
        mixinStandardHelpOptions = true)
final class EnvSetCommand extends EnvChangeVerb {
    private static final int REVISION_BYTES = 4;

    EnvSetCommand(Console console) {
        super(console);
    }

    @Override
    String verb() {
        return "set";
    }

    @Override
    Request request(List<String> names, Output shown) throws FailureException {
        try {
            List<Secret> secrets = new EnvValues(shown.console()).read(names);
            shown.console().secrets().learnSecrets(secrets);
            return new SetSecrets(secrets, revision());
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), "deployctl env set --help");
        }
    }

    private static String revision() {
        byte[] lot = new byte[REVISION_BYTES];
        new SecureRandom().nextBytes(lot);
        return HexFormat.of().formatHex(lot);
    }
}
