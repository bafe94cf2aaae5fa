package io.github.deployctl.e2e.bench.soak;

import java.util.ArrayList;
import java.util.List;

/** One process's holdings over time. Its first tenth is taken after the warm-up, in which things are loaded and opened that are so only once. */
public final class Samples {
    private final List<Holdings> all = new ArrayList<>();
    private final int warmUp;

    /** @param warmUp how many samples are not looked at */
    Samples(int warmUp) {
        this.warmUp = warmUp;
    }

    void add(Holdings holdings) {
        all.add(holdings);
    }

    /** Returns the median of the first tenth. */
    public Holdings first() {
        return Holdings.median(all.subList(warmUp, warmUp + tenth()));
    }

    /** Returns the median of the last tenth. */
    public Holdings last() {
        return Holdings.median(all.subList(all.size() - tenth(), all.size()));
    }

    private int tenth() {
        return Math.max(1, (all.size() - warmUp) / 10);
    }
}
