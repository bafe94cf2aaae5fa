package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.key.JsonSchema;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.common.json.Json;
import picocli.CommandLine.Command;

/** {@code deployctl config schema}. */
@Command(
        name = "schema",
        headerHeading = "Example: deployctl config schema >deployctl.schema.json%n%n",
        header = "Prints a JSON schema of deployctl.yml, for editors.",
        footer = {
            "%nAn editor with a YAML language server takes it from the file's first line:",
            "  # yaml-language-server: $schema=deployctl.schema.json"
        },
        mixinStandardHelpOptions = true)
final class ConfigSchemaCommand implements Runnable {
    private final Console console;

    ConfigSchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().print(Json.writePretty(JsonSchema.document()));
        console.out().flush();
    }
}
