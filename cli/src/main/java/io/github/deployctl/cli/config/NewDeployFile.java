package io.github.deployctl.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The smallest good file, as text. Its values are checked by reading it.
 *
 * @param ready the path that tells whether the app is, where that is not the usual one
 */
public record NewDeployFile(String app, String artifact, String port, List<String> hosts, Optional<String> ready) {
    private static final int LONGEST_NAME = 31;

    public NewDeployFile {
        hosts = List.copyOf(hosts);
    }

    /** One that is asked in the usual way whether it is ready. */
    public NewDeployFile(String app, String artifact, String port, List<String> hosts) {
        this(app, artifact, port, hosts, Optional.empty());
    }

    /** Returns the app's name that a project folder suggests. */
    public static String nameAfter(Path folder) {
        Path last = folder.getFileName();
        return nameAfter(last == null ? "app" : last.toString());
    }

    /** Returns the app's name that the name of something suggests. */
    public static String nameAfter(String something) {
        String name =
                something.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
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
        text.append("listeners: {http: ").append(quoted(port)).append("}\n");
        ready.ifPresent(
                path -> text.append("ready: {http: ").append(quoted(path)).append("}\n"));
        return text.toString();
    }

    /** Plain where YAML takes it so, else in single quotes, in which only the quote itself is special. */
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_/][A-Za-z0-9_./@-]*") ? value : "'" + value.replace("'", "''") + "'";
    }
}
