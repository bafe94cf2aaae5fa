package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.kit.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a benchmark runs.
 *
 * @param sources the project's folder
 * @param only the names of the parts that are wanted; empty for all
 * @param progress takes a line for people
 */
record Setting(Installation installation, Path sources, List<String> only, Consumer<String> progress) {
    Setting {
        only = List.copyOf(only);
    }

    /** Where the apps are built. */
    Path apps() {
        return Path.of(
                System.getProperty("deployctl.apps", sources.resolve("e2e/apps").toString()));
    }

    boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }
}
