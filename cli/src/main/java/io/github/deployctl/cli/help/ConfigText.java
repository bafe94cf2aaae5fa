package io.github.deployctl.cli.help;

import io.github.deployctl.cli.config.key.Key;
import io.github.deployctl.cli.config.key.Keys;
import io.github.deployctl.cli.config.key.Reference;
import io.github.deployctl.cli.config.key.UserKey;
import java.util.Map;

/** The keys of {@code deployctl.yml}, for a terminal. */
final class ConfigText {
    private ConfigText() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                Examples: deployctl init
                          deployctl config validate && deployctl config show

                Every key of deployctl.yml. The smallest file that works:

                """);
        Reference.smallest()
                .lines()
                .forEach(line -> text.append("  ").append(line).append('\n'));
        text.append('\n');
        for (Map.Entry<String, String> form : Reference.FORMS_OF_VALUES) {
            text.append(Lines.of("", form.getKey() + ": " + form.getValue()));
        }
        text.append(
                Lines.of(
                        "",
                        "An unknown key is an error. deployctl config docs prints all this as Markdown, deployctl config schema a JSON schema for editors."));
        Keys.list().forEach(key -> entry(key, text));
        text.append('\n')
                .append(
                        Lines.of(
                                "",
                                "~/.config/deployctl/config.yml (in XDG_CONFIG_HOME, where that is set) holds a user's own defaults for all apps. Options and DEPLOYCTL_SSH_KEY count before it:"));
        for (UserKey key : UserKey.values()) {
            text.append(Lines.of("    ", key.text() + ": " + key.example() + "   " + key.purpose()));
        }
        return text.toString();
    }

    private static void entry(Key key, StringBuilder text) {
        String absent =
                key.isRequired() ? "required" : "default: " + key.absent().text();
        text.append('\n').append(Lines.of("", key.path() + " (" + key.form().type() + "; " + absent + ")"));
        text.append(Lines.of("    ", key.purpose()));
        if (!key.form().range().isEmpty()) {
            text.append(Lines.of("    ", "Range: " + key.form().range()));
        }
        text.append("    Example: ").append(key.name()).append(": ").append(key.example());
        text.append('\n');
    }
}
