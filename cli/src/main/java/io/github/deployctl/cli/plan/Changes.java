package io.github.deployctl.cli.plan;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.jar.Component;
import io.github.deployctl.common.protocol.Installed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In what a release is other than the one that is installed.
 *
 * @param dependencies null where the libraries of one of them are not known
 * @param config by key of {@code deployctl.yml}
 * @param listeners by name
 */
public record Changes(@Nullable DependencyChanges dependencies, List<Change> config, List<Change> listeners) {
    /** Where there is nothing to compare with. */
    static final Changes NONE = new Changes(null, List.of(), List.of());

    public Changes {
        config = List.copyOf(config);
        listeners = List.copyOf(listeners);
    }

    static Changes between(Installed before, Declaration after, @Nullable List<Component> components) {
        List<Component> old = before.components();
        return new Changes(
                old == null || components == null ? null : DependencyChanges.between(old, components),
                Settings.changes(before.declaration(), after),
                Settings.listeners(before.declaration(), after));
    }
}
