package io.github.deployctl.cli.report;

import io.github.deployctl.common.protocol.SecretStatus;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SecretsReport;
import io.github.deployctl.common.text.Visible;
import java.util.ArrayList;
import java.util.List;

/** Which variables are set, for people. */
public final class EnvText {
    private EnvText() {}

    /** What has become of those that a verb was to change. */
    public static List<String> of(String label, String verb, SecretsChanged reply) {
        List<String> lines = new ArrayList<>();
        if (!reply.changed().isEmpty()) {
            lines.add(verb + " " + names(reply.changed()) + "; counts from the next start on: deployctl restart "
                    + label);
        }
        if (!reply.unchanged().isEmpty()) {
            lines.add((verb.equals("set") ? "was so already: " : "was not set: ") + names(reply.unchanged()));
        }
        if (!reply.overruled().isEmpty()) {
            lines.add("set by the host's own env file, which wins: " + names(reply.overruled()));
        }
        return labelled(label, lines);
    }

    public static List<String> of(String label, SecretsReport report) {
        if (report.secrets().isEmpty()) {
            return labelled(label, List.of("no variable is set"));
        }
        int width = report.secrets().stream()
                .mapToInt(secret -> secret.name().length())
                .max()
                .orElse(0);
        return labelled(
                label,
                report.secrets().stream()
                        .map(secret ->
                                secret.name() + " ".repeat(width - secret.name().length()) + "  " + origin(secret))
                        .toList());
    }

    private static String origin(SecretStatus secret) {
        if (secret.origin().equals(SecretStatus.HOST)) {
            return "by the host's env file";
        }
        String set = "set " + secret.at() + " by " + secret.by() + ", revision " + secret.revision();
        return Boolean.FALSE.equals(secret.running()) ? set + "; not in the app that runs: deployctl restart" : set;
    }

    private static String names(List<String> names) {
        return String.join(", ", names);
    }

    private static List<String> labelled(String label, List<String> lines) {
        return lines.stream().map(line -> Visible.of(label + "  " + line)).toList();
    }
}
