package io.github.deployctl.e2e.bench.soak;

import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.CellHost;
import io.github.deployctl.e2e.matrix.Step;
import io.github.deployctl.e2e.matrix.load.Asked;
import io.github.deployctl.e2e.matrix.load.CellLoad;
import io.github.deployctl.e2e.matrix.load.Mode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A thousand swaps of one app under load. The first sixty, three of them by a launch, are the warm-up. Up to the six hundredth the same two processes take turns, so
 * that what a swap leaves in an app adds up in it; of the others every eighth is a launch, fifty in all, so that what a launch leaves in the agent adds up there.
 */
public final class SoakRun {
    public static final int SWAPS = 1000;
    public static final int LAUNCHES = 53;
    private static final int WARM_UP = 60;
    private static final int WARM_UP_LAUNCH_EVERY = 20;
    private static final int BY_THE_SAME_TWO = 600;
    private static final int LAUNCH_EVERY = 8;
    private static final int SAMPLE_EVERY = 10;
    private static final int WARM_UP_SAMPLES = WARM_UP / SAMPLE_EVERY;

    private final CellHost host;
    private final Jdk jdk;
    private final Consumer<String> progress;
    private final Samples agent = new Samples(WARM_UP_SAMPLES);
    private final Samples app = new Samples(WARM_UP_SAMPLES);
    private List<Asked> asked = List.of();
    private int launches;

    /** @param host with both releases, the older one on standby */
    public SoakRun(CellHost host, Jdk jdk, Consumer<String> progress) {
        this.host = host;
        this.jdk = jdk;
        this.progress = progress;
    }

    public void run() throws IOException, InterruptedException {
        try (CellLoad load = CellLoad.start(host.target(), Set.of(Mode.PER_CONNECTION, Mode.KEEP_ALIVE))) {
            for (int swap = 1; swap <= SWAPS; swap++) {
                boolean launch = isLaunch(swap);
                if (host.swap(launch ? Step.PUSH : Step.ROLLBACK).isInstant() == launch) {
                    throw new IOException("swap " + swap + (launch ? " was no launch" : " needed a launch"));
                }
                launches += launch ? 1 : 0;
                if (swap % SAMPLE_EVERY == 0) {
                    sample(swap);
                }
            }
            asked = load.stop();
        }
    }

    private static boolean isLaunch(int swap) {
        return swap <= WARM_UP ? swap % WARM_UP_LAUNCH_EVERY == 0 : swap > BY_THE_SAME_TWO && swap % LAUNCH_EVERY == 0;
    }

    private void sample(int swap) throws IOException, InterruptedException {
        Holdings ofAgent = Holdings.of(host.agent().pid(), jdk);
        Holdings ofApp = Holdings.of(host.livePid(), jdk);
        agent.add(ofAgent);
        if (swap <= BY_THE_SAME_TWO) {
            app.add(ofApp);
        }
        if (swap % (SAMPLE_EVERY * 10) == 0) {
            progress.accept("after " + swap + " swaps: agent " + ofAgent + ", app " + ofApp);
        }
    }

    public Samples agent() {
        return agent;
    }

    public Samples app() {
        return app;
    }

    public int launches() {
        return launches;
    }

    public long requests() {
        return asked.size();
    }

    public List<Asked> lost() {
        return asked.stream().filter(Asked::isLost).toList();
    }
}
