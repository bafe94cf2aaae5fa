package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.bench.soak.Holdings;
import io.github.deployctl.e2e.bench.soak.Samples;
import io.github.deployctl.e2e.bench.soak.SoakRun;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.Cell;
import io.github.deployctl.e2e.matrix.CellHost;
import io.github.deployctl.e2e.matrix.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a thousand swaps lose or leave anything. What leaks a descriptor or a thread a swap leaves hundreds; the tolerances are for what comes and goes by itself:
 * one descriptor and one thread (the end of a generation that still goes on), memory by some percent (code that is compiled late, malloc's arenas).
 */
final class Soak implements Benchmark {
    private static final int FEATURE = 17;
    private static final String APP = "tomcat";
    /** All of the heap is there from the start, so that memory grows by nothing but what is left behind. */
    private static final List<String> FIXED_HEAP = List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");

    private static final double MOST_ENTRIES = 1;
    private static final double MOST_RSS_PERCENT = 8;
    private static final double MOST_METASPACE_PERCENT = 3;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String description() {
        return "a thousand swaps of one app under load: lost requests, leaks (about 15 min; --only names another app)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        Jdk jdk = Jdk.find(FEATURE).orElseThrow(() -> new IOException("there is no JDK " + FEATURE));
        Cell cell = setting.app(APP).with(FIXED_HEAP);
        try (CellHost host = CellHost.start(setting.installation(), cell, jdk)) {
            host.swap(Step.PUSH);
            SoakRun run = new SoakRun(host, jdk, setting.progress());
            run.run();
            run.lost().stream().limit(20).forEach(lost -> setting.progress().accept("lost: " + lost));
            return findings(run);
        }
    }

    private static Findings findings(SoakRun run) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("swaps", (double) SoakRun.SWAPS);
        figures.put("launches", (double) run.launches());
        figures.put("requests", (double) run.requests());
        figures.put("lost", (double) run.lost().size());
        List<Goal> goals = new ArrayList<>(List.of(
                Goal.atMost("lost", 0), Goal.atLeast("launches", SoakRun.LAUNCHES), Goal.atLeast("requests", 10_000)));
        add("agent", run.agent(), figures, goals);
        add("app", run.app(), figures, goals);
        return new Findings(figures, List.of(), goals);
    }

    private static void add(String who, Samples samples, Map<String, Double> figures, List<Goal> goals) {
        Holdings first = samples.first();
        Holdings last = samples.last();
        figures.put(who + "FdsFirst", first.fds());
        figures.put(who + "FdsGrowth", last.fds() - first.fds());
        figures.put(who + "ThreadsFirst", first.threads());
        figures.put(who + "ThreadsGrowth", last.threads() - first.threads());
        figures.put(who + "RssMiBFirst", tenths(first.rssKiB() / 1024));
        figures.put(who + "RssGrowthPercent", percent(first.rssKiB(), last.rssKiB()));
        figures.put(who + "MetaspaceMiBFirst", tenths(first.metaspaceKiB() / 1024));
        figures.put(who + "MetaspaceGrowthPercent", percent(first.metaspaceKiB(), last.metaspaceKiB()));
        goals.add(Goal.atMost(who + "FdsGrowth", MOST_ENTRIES));
        goals.add(Goal.atMost(who + "ThreadsGrowth", MOST_ENTRIES));
        goals.add(Goal.atMost(who + "RssGrowthPercent", MOST_RSS_PERCENT));
        goals.add(Goal.atMost(who + "MetaspaceGrowthPercent", MOST_METASPACE_PERCENT));
    }

    private static double percent(double first, double last) {
        return tenths((last - first) * 100 / first);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
