package io.github.deployctl.cli.build;

import io.github.deployctl.cli.build.CommandPage.Entry;
import io.github.deployctl.cli.command.Version;
import io.github.deployctl.cli.help.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A manual page for every command, in the macros of man(7): {@code ManPages FOLDER} writes them. */
public final class ManPages {
    private ManPages() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Map.Entry<String, String> page : all().entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        }
    }

    /** Returns the text of each page by the name of its file. */
    static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        CommandPage root = CommandPage.root();
        root.all().forEach(command -> pages.put(name(command) + ".1", page(command, command.equals(root))));
        return pages;
    }

    private static String name(CommandPage command) {
        return command.name().replace(' ', '-');
    }

    private static String page(CommandPage command, boolean isRoot) {
        StringBuilder page = new StringBuilder();
        page.append(".TH ")
                .append(escaped(name(command).toUpperCase(Locale.ROOT)))
                .append(" 1 \"\" \"deployctl ")
                .append(Version.current())
                .append("\" \"deployctl manual\"\n.nh\n.ad l\n");
        page.append(".SH NAME\n").append(escaped(name(command) + " ")).append("\\- ");
        page.append(escaped(command.header().replaceFirst("\\.$", ""))).append('\n');
        page.append(".SH SYNOPSIS\n.B ").append(escaped(command.name())).append('\n');
        page.append(escaped(command.synopsis())).append('\n');
        page.append(".SH EXAMPLES\n.nf\n");
        command.examples().forEach(example -> page.append(escaped(example)).append('\n'));
        page.append(".fi\n.SH DESCRIPTION\n").append(escaped(command.header())).append('\n');
        command.footer()
                .forEach(paragraph ->
                        page.append(".PP\n").append(escaped(paragraph)).append('\n'));
        list("COMMANDS", command.below().stream().map(ManPages::reference).toList(), page);
        list("ARGUMENTS", command.arguments(), page);
        command.options().forEach((about, options) -> {
            String title = about.isEmpty() || about.equals(CommandPage.EVERYWHERE) ? "OPTIONS" : "OPTIONS " + about;
            list(title.toUpperCase(Locale.ROOT), options, page);
        });
        exitStatus(isRoot, page);
        page.append(".SH SEE ALSO\n").append(seeAlso(command, isRoot)).append('\n');
        return page.toString();
    }

    private static Entry reference(CommandPage command) {
        return new Entry(name(command) + "(1)", command.header());
    }

    private static void list(String title, List<Entry> entries, StringBuilder page) {
        if (entries.isEmpty()) {
            return;
        }
        String heading = ".SH " + title + "\n";
        // One title for what stands below it in two lists.
        if (!page.toString().contains(heading)) {
            page.append(heading);
        }
        entries.forEach(entry -> page.append(".TP\n.B ")
                .append(escaped(entry.written()))
                .append('\n')
                .append(escaped(entry.meaning()))
                .append('\n'));
    }

    private static void exitStatus(boolean isRoot, StringBuilder page) {
        page.append(".SH EXIT STATUS\n");
        if (!isRoot) {
            page.append("See\n.BR deployctl (1).\n");
            return;
        }
        ExitCodes.list()
                .forEach(code -> page.append(".TP\n.B ")
                        .append(code.status())
                        .append('\n')
                        .append(escaped(code.meaning()))
                        .append('\n'));
        ExitCodes.RULES.forEach(
                rule -> page.append(".PP\n").append(escaped(rule)).append('\n'));
    }

    private static String seeAlso(CommandPage command, boolean isRoot) {
        String topics = "deployctl help exit-codes|config|hooks|ci|security";
        if (isRoot) {
            return escaped(topics);
        }
        String above = name(command).substring(0, name(command).lastIndexOf('-'));
        return ".BR " + escaped(above) + " (1)" + (above.equals("deployctl") ? "" : ",\n.BR deployctl (1)") + ",\n"
                + escaped(topics);
    }

    /** Text as it stands: groff(7) has meanings for a backslash, for a dot or quote at the beginning, and writes some characters otherwise than typed. */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti")
                .replace("\"", "\\(dq");
        return plain.startsWith(".") ? "\\&" + plain : plain;
    }
}
