package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.key.JsonSchema;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.common.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deployctl config schema}. */
@Command(
        name = "schema",
        headerHeading = "Examples: deployctl config schema >deployctl.schema.json%n"
                + "          deployctl config schema --user-file >config.schema.json%n%n",
        header = "Prints a JSON schema of deployctl.yml, or of a user's own file, for editors.",
        footer = {
            "%nAn editor with a YAML language server takes it from the file's first line:",
            "  # yaml-language-server: $schema=deployctl.schema.json"
        },
        mixinStandardHelpOptions = true)
final class ConfigSchemaCommand implements Runnable {
    private final Console console;

    @Option(names = "--user-file", description = "of ~/.config/deployctl/config.yml, not of deployctl.yml")
    private boolean userFile;

    ConfigSchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().print(Json.writePretty(userFile ? JsonSchema.ofUserFile() : JsonSchema.document()));
        console.out().flush();
    }
}
