package io.github.deployctl.cli.report;

import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Reply.StatusReport;
import io.github.deployctl.common.protocol.Standing;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A status for people: one line for the app, one per generation, one for what can be gone back to. */
public final class StatusText {
    private StatusText() {}

    public static List<String> of(String label, StatusReport status, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(label + "  " + status.app() + "  " + headline(status) + "  agent " + status.agentVersion());
        status.generations().forEach(generation -> lines.add("  " + line(generation, now)));
        if (status.operation() != null) {
            lines.add("  under way: " + status.operation());
        }
        standing(status).forEach(line -> lines.add("  " + line));
        if (!status.listeners().isEmpty()) {
            lines.add("  listeners: " + listeners(status.listeners()));
        }
        if (!status.releases().isEmpty()) {
            lines.add("  releases: "
                    + status.releases().stream().map(ReleaseId::value).collect(Collectors.joining(" ")));
        }
        return lines;
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
                .forEach(bad -> lines.add("bad: " + bad.release() + " since " + seconds(bad.since()) + ": "
                        + bad.reason().replaceAll("\\p{Cntrl}", "?")));
        return lines;
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String headline(StatusReport status) {
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

    private static String line(GenerationStatus generation, Instant now) {
        String age = Shown.age(Duration.between(generation.since(), now));
        String memory = generation.rssBytes() == 0 ? "" : "  " + Shown.bytes(generation.rssBytes());
        return String.format(
                "%-9s  generation %d  %s  pid %d  for %s  %d connections%s",
                generation.role(),
                generation.number(),
                generation.release(),
                generation.pid(),
                age,
                generation.connections(),
                memory);
    }

    private static String listeners(Map<String, ListenAddress> listeners) {
        return listeners.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
