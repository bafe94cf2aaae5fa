package io.github.deployctl.cli.build;

import io.github.deployctl.cli.build.CommandPage.Entry;
import io.github.deployctl.cli.config.key.Reference;
import io.github.deployctl.cli.help.ExitCodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pages below {@code docs} that nobody writes by hand. */
final class DocPages {
    /** What each begins with. */
    static final String MADE = "<!-- Made from the code by DocPagesTest, not by hand. -->\n\n";

    /** Where the pages are. */
    static final Path FOLDER = Path.of("..", "docs");

    private static final Path EVENTS = FOLDER.resolve("schema/events.json");

    private DocPages() {}

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of each page by the name of its file. That of events is made where there is a schema of them. */
    static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        pages.put("verbs.md", MADE + verbs(CommandPage.root()));
        pages.put("configuration.md", MADE + Reference.markdown());
        pages.put("exit-codes.md", MADE + exitCodes());
        if (Files.exists(EVENTS)) {
            pages.put("events.md", MADE + EventsPage.of(read(EVENTS)));
        }
        return pages;
    }

    private static String exitCodes() {
        StringBuilder page = new StringBuilder("# Exit codes\n\n");
        page.append("What `deployctl` exits with; `deployctl help exit-codes` says the same.\n\n");
        page.append("| Code | Means |\n| --- | --- |\n");
        ExitCodes.list()
                .forEach(code -> page.append("| ")
                        .append(code.status())
                        .append(" | ")
                        .append(cell(code.meaning()))
                        .append(" |\n"));
        ExitCodes.RULES.forEach(rule -> page.append('\n').append(rule).append('\n'));
        return page.toString();
    }

    private static String verbs(CommandPage root) {
        StringBuilder page = new StringBuilder("# Commands\n\n");
        page.append(root.header()).append("\n\n| Command | Does |\n| --- | --- |\n");
        List<CommandPage> verbs = root.all().skip(1).toList();
        verbs.forEach(verb -> page.append("| [`")
                .append(verb.verb())
                .append("`](#")
                .append(anchor(verb.verb()))
                .append(") | ")
                .append(cell(verb.header()))
                .append(" |\n"));
        verbs.forEach(verb -> verb(verb, page));
        Map<String, List<Entry>> shared = new LinkedHashMap<>();
        verbs.forEach(verb -> verb.options().forEach((about, options) -> {
            if (!about.isEmpty()) {
                shared.put(about, options);
            }
        }));
        shared.forEach((about, options) -> {
            page.append("\n## Options ").append(about).append('\n');
            table("Option", options, page);
        });
        return page.toString();
    }

    private static void verb(CommandPage verb, StringBuilder page) {
        page.append("\n## ")
                .append(verb.verb())
                .append("\n\n")
                .append(verb.header())
                .append("\n\n```sh\n");
        verb.examples().forEach(example -> page.append(example).append('\n'));
        page.append("```\n\n`")
                .append(verb.name())
                .append(' ')
                .append(verb.synopsis())
                .append("`\n");
        table("Command", verb.below().stream().map(DocPages::link).toList(), page);
        table("Argument", verb.arguments(), page);
        verb.options().forEach((about, options) -> {
            if (about.isEmpty()) {
                table("Option", options, page);
            } else if (!about.equals(CommandPage.EVERYWHERE)) {
                page.append("\nAnd [options ")
                        .append(about)
                        .append("](#options-")
                        .append(anchor(about))
                        .append(").\n");
            }
        });
        verb.footer()
                .forEach(paragraph ->
                        page.append('\n').append(escaped(paragraph)).append('\n'));
    }

    private static Entry link(CommandPage verb) {
        return new Entry(verb.verb(), verb.header());
    }

    private static void table(String first, List<Entry> entries, StringBuilder page) {
        if (entries.isEmpty()) {
            return;
        }
        page.append("\n| ").append(first).append(" | |\n| --- | --- |\n");
        entries.forEach(entry -> page.append("| `")
                .append(cell(entry.written()))
                .append("` | ")
                .append(cell(escaped(entry.meaning())))
                .append(" |\n"));
    }

    /** As GitHub makes one of a heading. */
    private static String anchor(String heading) {
        return heading.replace(' ', '-');
    }

    private static String escaped(String text) {
        return text.replace("<", "\\<").replace("*", "\\*");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
