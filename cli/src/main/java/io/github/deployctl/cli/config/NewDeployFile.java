package io.github.deployctl.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The smallest good file, as text. Its values are checked by reading it. */
public record NewDeployFile(String app, String artifact, String port, List<String> hosts) {
    private static final int LONGEST_NAME = 31;

    public NewDeployFile {
        hosts = List.copyOf(hosts);
    }

    /** Returns the app's name that a project folder suggests. */
    public static String nameAfter(Path folder) {
        Path last = folder.getFileName();
        String name = (last == null ? "app" : last.toString())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return name.isEmpty() ? "app" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    /** Returns the file's text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("app: ").append(quoted(app)).append('\n');
        text.append("artifact: ").append(quoted(artifact)).append('\n');
        if (!hosts.isEmpty()) {
            text.append("hosts: [")
                    .append(String.join(
                            ", ", hosts.stream().map(NewDeployFile::quoted).toList()))
                    .append("]\n");
        }
        return text.append("listeners: {http: ")
                .append(quoted(port))
                .append("}\n")
                .toString();
    }

    /** Plain where YAML takes it so, else in single quotes, in which only the quote itself is special. */
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_/][A-Za-z0-9_./@-]*") ? value : "'" + value.replace("'", "''") + "'";
    }
}
