package io.github.deployctl.cli.plan;

import io.github.deployctl.cli.plan.Change.Kind;
import io.github.deployctl.common.jar.Component;
import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that an artifact has and another has not.
 *
 * @param changes by name
 * @param unchanged how many are the same in both
 */
public record DependencyChanges(List<Change> changes, int unchanged) {
    public DependencyChanges {
        changes = List.copyOf(changes);
    }

    static DependencyChanges between(List<Component> before, List<Component> after) {
        List<Component> gone = without(before, after);
        List<Component> come = without(after, before);
        Map<String, List<Component>> goneByName = byName(gone);
        Map<String, List<Component>> comeByName = byName(come);
        List<Change> changes = new ArrayList<>();
        goneByName.forEach((name, old) -> changes.addAll(pair(old, comeByName.getOrDefault(name, List.of()))));
        comeByName.forEach((name, added) -> {
            if (!goneByName.containsKey(name)) {
                changes.addAll(pair(List.of(), added));
            }
        });
        changes.sort(Comparator.comparing(Change::name));
        return new DependencyChanges(changes, after.size() - come.size());
    }

    /** Each counts as often as it is there. */
    private static List<Component> without(List<Component> all, List<Component> others) {
        List<Component> left = new ArrayList<>(all);
        others.forEach(left::remove);
        return left;
    }

    private static Map<String, List<Component>> byName(List<Component> components) {
        return components.stream().collect(Collectors.groupingBy(Component::name, TreeMap::new, Collectors.toList()));
    }

    /** One library can be there several times, for several systems say: then the first is compared with the first. */
    private static List<Change> pair(List<Component> before, List<Component> after) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            Component old = i < before.size() ? before.get(i) : null;
            Component fresh = i < after.size() ? after.get(i) : null;
            changes.add(change(old, fresh));
        }
        return changes;
    }

    private static Change change(@Nullable Component before, @Nullable Component after) {
        if (before == null || after == null) {
            Component only = before == null ? after : before;
            String name = only == null ? "" : only.name();
            return Change.of(name, before == null ? null : before.version(), after == null ? null : after.version());
        }
        return new Change(kind(before.version(), after.version()), before.name(), before.version(), after.version());
    }

    private static Kind kind(String before, String after) {
        if (before.equals(after)) {
            return Kind.CHANGED;
        }
        try {
            return Version.parse(before).compareTo(Version.parse(after)) > 0 ? Kind.DOWNGRADED : Kind.UPGRADED;
        } catch (IllegalArgumentException incomparable) {
            return Kind.UPGRADED;
        }
    }
}
