package io.github.deployctl.cli.terminal;

/** The lines by which a job of GitHub Actions speaks to its runner, with the escapes that it undoes (actions/runner, ActionCommand.cs). */
final class WorkflowCommand {
    static final String END_GROUP = "::endgroup::";

    private WorkflowCommand() {}

    static String group(String title) {
        return "::group::" + escape(title);
    }

    /** @param level {@code error} or {@code warning} */
    static String annotation(String level, String title, String message) {
        return "::" + level + " title=" + escapeProperty(title) + "::" + escape(message);
    }

    /** The percent sign first, since it is what the others become. */
    private static String escape(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String escapeProperty(String text) {
        return escape(text).replace(":", "%3A").replace(",", "%2C");
    }
}
