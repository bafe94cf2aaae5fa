package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.EffectiveSettings;
import io.github.deployctl.cli.config.Setting;
import io.github.deployctl.cli.report.SettingsDocument;
import io.github.deployctl.cli.report.SettingsTable;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl config show}. */
@Command(
        name = "show",
        headerHeading = "Example: deployctl config show%n%n",
        header = "Shows what counts for every key, and where it comes from.",
        footer = {
            "%nInstead of the value of a variable in env there is ***, as there is for what looks like a secret in",
            "arguments, commands and addresses; --show-values shows all."
        },
        mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Option(names = "--config", paramLabel = "FILE", description = "default ./" + DeployFile.NAME)
    private Path config = Path.of(DeployFile.NAME);

    @Option(names = "--show-values", description = "show the values of env, and what looks like a secret")
    private boolean showValues;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ConfigShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws FailureException {
        Output shown = output.on(console);
        Surroundings around = console.surroundings();
        Path file = around.folder().resolve(config);
        List<Setting> settings = new ArrayList<>(
                showValues
                        ? EffectiveSettings.withValues(file, config.toString())
                        : EffectiveSettings.of(file, config.toString()));
        settings.addAll(UserDefaults.read(around).settings());
        if (shown.isJson()) {
            shown.document(SettingsDocument.of(settings));
        } else {
            SettingsTable.of(settings).forEach(shown::result);
        }
        return 0;
    }
}
