package io.github.deployctl.cli.report;

import io.github.deployctl.cli.text.Columns;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Maintenance;
import io.github.deployctl.common.protocol.Reply.StatusReport;
import io.github.deployctl.common.protocol.Standing;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.common.text.Visible;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A status for people, 80 columns wide: one line for the app, one per generation, then what can be gone back to. */
public final class StatusText {
    private static final int WIDTH = 80;
    private static final int LONGEST_ID = 24;
    private static final List<String> TITLES = List.of("ROLE", "GEN", "RELEASE", "PID", "UP", "CONN", "MEMORY");

    private StatusText() {}

    public static List<String> of(String label, StatusReport status, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(label + "  " + status.app() + "  " + headline(status) + "  agent " + status.agentVersion());
        Maintenance maintenance = status.maintenance();
        if (maintenance != null) {
            lines.add("  MAINTENANCE " + maintenance.describe() + "; the agent answers 503");
        }
        if (!status.generations().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(TITLES);
            status.generations().forEach(generation -> rows.add(row(generation, now)));
            Columns.of(rows).forEach(line -> lines.add("  " + line));
        }
        if (status.operation() != null) {
            lines.add("  under way: " + status.operation());
        }
        status.locks().forEach(lock -> lines.add("  locked by " + lock.describe()));
        standing(status).forEach(line -> lines.add("  " + line));
        if (!status.listeners().isEmpty()) {
            lines.add("  listeners: " + listeners(status.listeners()));
        }
        if (!status.releases().isEmpty()) {
            lines.addAll(Columns.wrap(
                    "  releases:",
                    status.releases().stream().map(ReleaseId::value).toList(),
                    WIDTH));
        }
        return lines.stream().map(Visible::of).toList();
    }

    private static List<String> standing(StatusReport status) {
        Standing standing = status.standing();
        if (standing == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        Standing.Trial trial = standing.probation();
        if (trial != null) {
            lines.add("generation " + trial.generation() + " on probation until " + seconds(trial.until())
                    + (trial.confirmBy() == null ? "" : ", to be confirmed by " + seconds(trial.confirmBy()))
                    + "; if it fails, back to " + trial.back());
        }
        standing.bad()
                .forEach(bad ->
                        lines.add("bad: " + bad.release() + " since " + seconds(bad.since()) + ": " + bad.reason()));
        return lines;
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static String headline(StatusReport status) {
        if (status.current() == null) {
            return "nothing deployed yet";
        }
        boolean live = status.generations().stream()
                .anyMatch(generation -> generation.role().equals("live"));
        if (live) {
            return status.current().value();
        }
        return status.current() + (status.wanted().equals("stopped") ? "  stopped" : "  not serving, being restarted");
    }

    private static List<String> row(GenerationStatus generation, Instant now) {
        return List.of(
                generation.role(),
                Long.toString(generation.number()),
                Columns.shorten(generation.release().value(), LONGEST_ID),
                Long.toString(generation.pid()),
                Shown.age(Duration.between(generation.since(), now)),
                Integer.toString(generation.connections()),
                generation.rssBytes() == 0 ? "" : Shown.bytes(generation.rssBytes()));
    }

    private static String listeners(Map<String, ListenAddress> listeners) {
        return listeners.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
