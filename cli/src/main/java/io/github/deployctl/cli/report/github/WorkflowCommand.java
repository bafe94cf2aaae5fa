package io.github.deployctl.cli.report.github;

import static java.util.Objects.requireNonNull;

/**
 * A line of a step's log that the runner carries out, with the escapes that it undoes (actions/runner, ActionCommand.cs).
 *
 * @param name {@code error}, {@code warning} or {@code notice}
 * @param title one line
 * @param message may have several lines
 */
public record WorkflowCommand(String name, String title, String message) {
    /** Ends what {@link #group} has begun. */
    public static final String END_GROUP = "::endgroup::";

    public WorkflowCommand {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(message, "message");
    }

    /** Returns the line after which those that follow are folded under {@code title}. */
    public static String group(String title) {
        return "::group::" + escaped(title);
    }

    /** Returns the line as the runner reads it: what would end it, or be taken for a part of it, is written in percent signs. */
    @Override
    public String toString() {
        String property = escaped(title).replace(":", "%3A").replace(",", "%2C");
        return "::" + name + " title=" + property + "::" + escaped(message);
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
