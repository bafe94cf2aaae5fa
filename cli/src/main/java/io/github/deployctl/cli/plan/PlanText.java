package io.github.deployctl.cli.plan;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.plan.Change.Kind;
import io.github.deployctl.cli.plan.HostPlan.Action;
import io.github.deployctl.cli.plan.HostPlan.Found;
import io.github.deployctl.cli.plan.HostPlan.Origin;
import io.github.deployctl.cli.plan.HostPlan.Room;
import io.github.deployctl.cli.plan.HostPlan.Sending;
import io.github.deployctl.cli.text.Columns;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.jar.MainClass;
import io.github.deployctl.common.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan for people: hosts to which the same happens stand together, and what is particular to one on a line of its own. */
public final class PlanText {
    private final PushPlan plan;
    private final List<String> lines = new ArrayList<>();

    private PlanText(PushPlan plan) {
        this.plan = plan;
    }

    /** Returns the lines, but for what was not found out. */
    public static List<String> of(PushPlan plan) {
        PlanText text = new PlanText(plan);
        text.write();
        return text.lines.stream().map(Visible::of).toList();
    }

    private record Same(Action action, @Nullable Origin from, Changes changes) {}

    private void write() {
        lines.add(headline());
        Map<Same, List<HostPlan>> groups = new LinkedHashMap<>();
        for (HostPlan host : plan.hosts()) {
            Found found = host.found();
            if (found != null) {
                groups.computeIfAbsent(
                                new Same(found.action(), found.from(), found.changes()), unused -> new ArrayList<>())
                        .add(host);
            }
        }
        groups.forEach(this::group);
    }

    private String headline() {
        String release = plan.push().declaration().app() + " " + plan.push().release();
        List<HostAddress> hosts = plan.push().hosts();
        return release + " to " + labels(hosts) + (hosts.size() > 1 ? ", one after the other" : "");
    }

    private void group(Same same, List<HostPlan> hosts) {
        lines.add("");
        String labels = labels(hosts.stream().map(HostPlan::host).toList());
        String now = plan.push().release().value();
        if (same.action == Action.NOTHING) {
            lines.add(labels + ": already live");
            return;
        }
        String from = same.from == null ? "" : same.from.release();
        lines.add(labels + ": "
                + switch (same.action) {
                    case FIRST -> now + " is the first release";
                    case START -> now + " is started again";
                    default -> from.equals(now) ? now + " with other settings" : from + " -> " + now;
                });
        artifact(same.from);
        dependencies(same);
        changes("config", same.changes.config());
        changes("listeners", same.changes.listeners());
        hosts.forEach(this::host);
    }

    private void artifact(@Nullable Origin from) {
        long size = plan.push().artifact().size();
        if (size > 0) {
            String before = from == null || from.size() == size ? "" : Shown.bytes(from.size()) + " -> ";
            lines.add("  artifact      " + before + Shown.bytes(size));
        }
    }

    private void dependencies(Same same) {
        DependencyChanges dependencies = same.changes.dependencies();
        if (dependencies == null) {
            boolean unknown = same.action == Action.REPLACE && plan.contents().components() == null;
            if (unknown) {
                lines.add("  dependencies  not known: the artifact is no jar, or is not here");
            }
            return;
        }
        if (dependencies.changes().isEmpty()) {
            lines.add("  dependencies  the same " + dependencies.unchanged());
            return;
        }
        lines.add("  dependencies  " + count(dependencies) + "; " + dependencies.unchanged() + " stay");
        rows(dependencies.changes());
    }

    private static String count(DependencyChanges dependencies) {
        List<String> counts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = dependencies.changes().stream()
                    .filter(change -> change.kind() == kind)
                    .count();
            if (count > 0) {
                counts.add(count + " " + word(kind));
            }
        }
        return String.join(", ", counts);
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case ADDED -> "added";
            case REMOVED -> "removed";
            case UPGRADED -> "upgraded";
            case DOWNGRADED -> "downgraded";
            case CHANGED -> "rebuilt";
        };
    }

    private void changes(String title, List<Change> changes) {
        if (!changes.isEmpty()) {
            lines.add("  " + title);
            rows(changes);
        }
    }

    private void rows(List<Change> changes) {
        List<List<String>> rows = changes.stream()
                .map(change -> List.of("    " + sign(change.kind()) + " " + change.name(), values(change)))
                .toList();
        lines.addAll(Columns.of(rows));
    }

    private static String sign(Kind kind) {
        return switch (kind) {
            case ADDED -> "+";
            case REMOVED -> "-";
            default -> "~";
        };
    }

    private static String values(Change change) {
        String before = change.before();
        String after = change.after();
        if (before == null || after == null) {
            return before == null ? String.valueOf(after) : before;
        }
        if (before.equals(after)) {
            return before + " (another value)";
        }
        return before + " -> " + after + (change.kind() == Kind.DOWNGRADED ? " (downgrade)" : "");
    }

    private void host(HostPlan host) {
        Found found = host.found();
        if (found == null) {
            return;
        }
        String label = "  " + host.host().label() + "  ";
        lines.add(label + String.join("; ", facts(found)));
        found.notes().forEach(note -> lines.add(label + "note: " + note));
        for (Failure refusal : found.refusals()) {
            lines.add(label + "would be refused: " + refusal.message().replaceFirst("^nothing was \\w+: ", ""));
            if (refusal.hint() != null) {
                lines.add(label + "  try: " + refusal.hint());
            }
        }
    }

    private List<String> facts(Found found) {
        Room room = found.room();
        List<String> facts = new ArrayList<>();
        facts.add(sends(found.send()));
        if (room.java() != 0) {
            facts.add("Java " + room.java() + classes());
        }
        if (room.memory() != 0) {
            facts.add("memory " + Shown.bytes(room.memory()) + " free"
                    + (room.memoryNeeded() == 0 ? "" : ", a second JVM needs " + Shown.bytes(room.memoryNeeded())));
        }
        if (room.disk() != 0) {
            facts.add("disk " + Shown.bytes(room.disk()) + " free, needs " + Shown.bytes(room.diskNeeded()));
        }
        return facts;
    }

    private String classes() {
        int feature = plan.contents().feature();
        return feature == 0
                ? ""
                : ", class files of Java " + feature + " (" + MainClass.classFileVersion(feature) + ")";
    }

    private static String sends(Sending send) {
        if (send.bytes() == 0) {
            return "sends nothing";
        }
        return "sends " + Shown.bytes(send.bytes()) + (send.exact() ? "" : " at most");
    }

    private static String labels(List<HostAddress> hosts) {
        return hosts.stream().map(HostAddress::label).collect(Collectors.joining(", "));
    }
}
