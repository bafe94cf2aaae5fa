package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.matrix.Cell;
import java.io.IOException;
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

    /**
     * Returns the app that {@code --only} names, else the one of that name.
     *
     * @throws IOException when it is not built
     */
    Cell app(String name) throws IOException {
        String wanted = only.isEmpty() ? name : only.get(0);
        return Cell.under(apps()).stream()
                .filter(cell -> cell.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IOException(wanted + " is not built under " + apps()));
    }

    boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }
}
