package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.matrix.SupportTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code e2e/support-table}: writes the documents' tables of servers anew from {@code docs/adoption.json}. */
public final class SupportTableCommand {
    private SupportTableCommand() {}

    /** Takes the project's folder. */
    public static void main(String[] args) throws IOException {
        Path sources = Path.of(args[0]);
        String report = Files.readString(sources.resolve("docs/adoption.json"));
        for (Path page : pages(sources)) {
            Files.writeString(page, SupportTable.put(Files.readString(page), report));
        }
    }

    /** Returns the README and every other document with such a table. */
    public static List<Path> pages(Path sources) throws IOException {
        List<Path> pages = new ArrayList<>(List.of(sources.resolve("README.md")));
        try (Stream<Path> files = Files.walk(sources.resolve("docs"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                if (SupportTable.isIn(Files.readString(file))) {
                    pages.add(file);
                }
            }
        }
        return pages;
    }
}
