package io.github.deployctl.cli.report.github;

import io.github.deployctl.cli.report.Report;
import io.github.deployctl.cli.report.RolloutDocument.Host;
import io.github.deployctl.common.failure.FailureCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the steps that follow can read of a report. */
public final class StepOutputs {
    private static final Set<String> CHANGED = Set.of("deployed");
    private static final Set<String> LEFT = Set.of("failed", "reverted", "skipped");

    private StepOutputs() {}

    /** Returns the values by their names. A list has a blank between its members, so that it can be an input again. */
    public static Map<String, String> of(Report report, int exitStatus) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("release", release(report));
        values.put("previous-release", distinct(report, Host::previous));
        values.put("outcome", report.outcome());
        values.put("exit-code", Integer.toString(exitStatus));
        values.put("changed-hosts", hosts(report, StepOutputs::isChanged));
        values.put("failed-hosts", hosts(report, host -> LEFT.contains(host.outcome())));
        values.put(
                "uploaded-bytes",
                Long.toString(report.hosts().stream()
                        .map(Host::sentBytes)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum()));
        values.put("duration-ms", Long.toString(report.tookMillis()));
        return values;
    }

    /**
     * Returns the lines for the file that the runner reads the outputs from.
     *
     * @param delimiter ends a value; nobody who has a hand in the values can guess it
     */
    public static String written(Map<String, String> values, String delimiter) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> {
            if (value.contains(delimiter)) {
                throw new IllegalArgumentException("a value has the delimiter in it");
            }
            text.append(name).append("<<").append(delimiter).append('\n');
            text.append(value).append('\n').append(delimiter).append('\n');
        });
        return text.toString();
    }

    /** A host that failed serves the new release where that was not taken back. */
    private static boolean isChanged(Host host) {
        return CHANGED.contains(host.outcome())
                || (host.failure() != null && host.failure().code() == FailureCode.MIXED);
    }

    private static String release(Report report) {
        return report.wanted() == null ? distinct(report, Host::release) : report.wanted();
    }

    private static String distinct(Report report, Function<Host, String> member) {
        return report.hosts().stream()
                .map(member)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String hosts(Report report, Predicate<Host> which) {
        return report.hosts().stream().filter(which).map(Host::host).collect(Collectors.joining(" "));
    }
}
