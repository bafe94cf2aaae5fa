package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.EnvText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes variables: their names are the arguments, so the hosts are an option. */
abstract class EnvChangeVerb implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "of a variable, without its value")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--on",
            paramLabel = "HOST|GROUP",
            split = ",",
            description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    EnvChangeVerb(Console console) {
        this.console = console;
    }

    /** Returns {@code set} or {@code unset}. */
    abstract String verb();

    /** Returns what is asked of every host. */
    abstract Request request(List<String> sound, Output shown) throws FailureException;

    @Override
    public final Integer call() throws FailureException {
        Output shown = output.on(console);
        List<String> sound = new ArrayList<>();
        for (String name : names) {
            sound.add(sound(name));
        }
        Workspace workspace = Workspace.open(connection, targets, shown);
        SurveyView<SecretsChanged> view = new SurveyView<>("env " + verb(), shown, SecretsChanged.class)
                .changing(
                        " may have its variables changed already; what serves there is not touched",
                        "deployctl env list");
        return view.run(workspace, request(sound, shown), (label, changed) -> EnvText.of(label, verb(), changed));
    }

    private String sound(String name) throws FailureException {
        try {
            return Secret.name(name);
        } catch (IllegalArgumentException e) {
            boolean hasValue = name.contains("=");
            throw refused(
                    String.valueOf(e.getMessage()),
                    hasValue
                            ? "use another value, for this one has been seen; deployctl env " + verb()
                                    + " NAME reads it from standard input, or asks for it"
                            : "deployctl env " + verb() + " --help");
        }
    }

    final FailureException refused(String why, String hint) {
        return Failure.of(FailureCode.USAGE, "nothing was " + verb() + ": " + why)
                .hint(hint)
                .asException();
    }

    @Override
    public final OutputOptions output() {
        return output;
    }
}
