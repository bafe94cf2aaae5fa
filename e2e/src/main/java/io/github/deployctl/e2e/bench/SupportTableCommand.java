package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.matrix.SupportTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code e2e/support-table}: writes the README's table of servers anew from {@code docs/adoption.json}. */
public final class SupportTableCommand {
    private SupportTableCommand() {}

    /** Takes the project's folder. */
    public static void main(String[] args) throws IOException {
        Path sources = Path.of(args[0]);
        Path readme = sources.resolve("README.md");
        Files.writeString(
                readme,
                SupportTable.put(Files.readString(readme), Files.readString(sources.resolve("docs/adoption.json"))));
    }
}
