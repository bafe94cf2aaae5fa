package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.kit.Installation;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Something to measure. Whatever it starts has ended when {@link #measure} returns or throws. */
interface Benchmark {
    String name();

    /** One line for the list. */
    String description();

    List<Goal> goals();

    /** Returns the figures, by name, in the order they are shown. */
    Map<String, Double> measure(Installation installation) throws IOException, InterruptedException;
}
