package io.github.deployctl.e2e.bench;

import java.io.IOException;

/** Something to measure. Whatever it starts has ended when {@link #measure} returns or throws. */
interface Benchmark {
    String name();

    /** One line for the list. */
    String description();

    Findings measure(Setting setting) throws IOException, InterruptedException;
}
