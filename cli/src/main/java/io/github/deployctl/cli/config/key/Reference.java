package io.github.deployctl.cli.config.key;

import java.util.List;
import java.util.Map;

/** The reference of the configuration, as Markdown. */
public final class Reference {
    /** How values are written, each with what it is. */
    public static final List<Map.Entry<String, String>> FORMS_OF_VALUES = List.of(
            Map.entry("duration", "A whole number with a unit: `500ms`, `30s`, `10m`, `2h`."),
            Map.entry(
                    "size",
                    "A whole number with a unit: `500kB`, `500MB`, `2GB`, `1TB`; each is 1000 of the one before."),
            Map.entry(
                    "single values",
                    "They count as written: `1.10` is the text 1.10, not a number. An empty text needs quotes."));

    private Reference() {}

    public static String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# deployctl.yml\n\n");
        page.append("The smallest file that works:\n\n```yaml\n");
        page.append(smallest());
        page.append("```\n\n");
        page.append(
                "An unknown key is an error, told with its line, its column and the nearest key. `deployctl config validate` tells all errors of a\n");
        page.append(
                "file, `deployctl config show` what counts and where it comes from, `deployctl config schema` prints a JSON schema for editors.\n\n");
        FORMS_OF_VALUES.forEach(form -> page.append("- **")
                .append(form.getKey())
                .append("**: ")
                .append(form.getValue())
                .append('\n'));
        page.append("\n## Keys\n\n| Key | Type | Default | What for |\n| --- | --- | --- | --- |\n");
        Keys.list()
                .forEach(key -> page.append("| [`")
                        .append(key.path())
                        .append("`](#")
                        .append(anchor(key))
                        .append(") | ")
                        .append(key.form().type())
                        .append(" | ")
                        .append(cell(absent(key)))
                        .append(" | ")
                        .append(cell(firstSentence(key.purpose())))
                        .append(" |\n"));
        Keys.list().forEach(key -> entry(key, page));
        own(page);
        return page.toString();
    }

    private static void own(StringBuilder page) {
        page.append("\n## A user's own defaults\n\n");
        page.append(
                "`$XDG_CONFIG_HOME/deployctl/config.yml`, usually `~/.config/deployctl/config.yml`, holds what is about a person and a machine. Options\n");
        page.append(
                "and `DEPLOYCTL_SSH_KEY` count before it, as does a user in an entry of `hosts`; it counts before ssh_config. A path begins with `~/` or is relative\n");
        page.append(
                "to its folder. A key of `deployctl.yml` is refused in it, and the file where others may write to it or it belongs to neither you nor root.\n");
        page.append(
                "`deployctl config show` says what comes from it, `deployctl config schema --user-file` prints its JSON schema.\n\n");
        page.append("| Key | Example | What for |\n| --- | --- | --- |\n");
        for (UserKey key : UserKey.values()) {
            page.append("| `")
                    .append(key.text())
                    .append("` | `")
                    .append(key.example())
                    .append("` | ");
            page.append(cell(key.purpose())).append(" |\n");
        }
    }

    /** Returns a file with the keys alone that have to be there. */
    public static String smallest() {
        StringBuilder file = new StringBuilder();
        Keys.list().stream()
                .filter(key -> key.isRequired() && key.section().isEmpty())
                .forEach(key -> file.append(key.name())
                        .append(": ")
                        .append(key.example())
                        .append('\n'));
        return file.toString();
    }

    private static void entry(Key key, StringBuilder page) {
        page.append("\n### `").append(key.path()).append("`\n\n");
        page.append(key.purpose()).append("\n\n");
        page.append("- Type: ").append(key.form().type()).append('\n');
        if (!key.form().range().isEmpty()) {
            page.append("- Range: ").append(key.form().range()).append('\n');
        }
        page.append(key.isRequired() ? "- Required\n" : "- Default: " + absent(key) + "\n");
        page.append("\n```yaml\n").append(example(key)).append("```\n");
    }

    /** Returns the example with every section around it, on lines of their own. */
    static String example(Key key) {
        StringBuilder text = new StringBuilder();
        String indent = "";
        for (String name : key.path().split("\\.", -1)) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(indent).append(name).append(':');
            indent += "  ";
        }
        return text.append(' ').append(key.example()).append('\n').toString();
    }

    /** As GitHub makes one of a heading: without the dots. */
    private static String anchor(Key key) {
        return key.path().replace(".", "");
    }

    private static String absent(Key key) {
        return key.absent()
                .value()
                .map(value -> "`" + value + "`")
                .orElse(key.absent().text());
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
