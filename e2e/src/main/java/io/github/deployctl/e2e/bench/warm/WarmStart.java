package io.github.deployctl.e2e.bench.warm;

import io.github.deployctl.e2e.kit.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All that is measured of a start, as figures by name. */
public final class WarmStart {
    private final Installation installation;
    private final Path jars;
    private final Consumer<String> progress;

    /** @param jars the folder with the Spring Boot app's jars */
    public WarmStart(Installation installation, Path jars, Consumer<String> progress) {
        this.installation = installation;
        this.jars = jars;
        this.progress = progress;
    }

    /** Measures the parts that are {@code wanted}: {@code handover}, {@code archive}. */
    public Map<String, Double> measure(Predicate<String> wanted) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (wanted.test("handover")) {
            try (ShopSite site = new ShopSite(installation, jars, 17)) {
                HandOvers series = HandOvers.measure(site, progress);
                figures.put("coldP99OverSteady", series.coldP99OverSteady());
                figures.put("warmP99OverSteady", series.warmP99OverSteady());
                figures.put("coldP99Millis", series.coldP99Millis());
                figures.put("warmP99Millis", series.warmP99Millis());
                figures.put("warmupRequests", (double) HandOvers.REQUESTS);
                figures.put("bootWindowP50OverSteady", series.bootWindowAtLow());
                figures.put("bootWindowP50OverSteadyNormal", series.bootWindowAtNormal());
            }
        }
        for (int feature : wanted.test("archive") ? new int[] {17, 25} : new int[0]) {
            try (ShopSite site = new ShopSite(installation, jars, feature)) {
                Starts starts = Starts.measure(site, line -> progress.accept("Java " + feature + ": " + line));
                figures.put("readyMillis" + feature, starts.plainMillis());
                figures.put("readyMillis" + feature + "Archive", starts.archiveMillis());
            }
        }
        return figures;
    }
}
