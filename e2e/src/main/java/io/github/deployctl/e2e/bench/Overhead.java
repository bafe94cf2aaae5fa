package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.bench.overhead.PremainCost;
import io.github.deployctl.e2e.bench.overhead.Ratios;
import io.github.deployctl.e2e.bench.overhead.RequestCost;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.Cell;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What adoption costs the app. The ratios' goals are 0.99 and 1.02, or where chance alone gives more, as two plain processes of the same run show, what that gives:
 * the figures {@code throughputFloor} and {@code p99Ceiling}. The app is a bare Netty server by default: the less it does for a request, the more a cost shows.
 */
final class Overhead implements Benchmark {
    private static final int FEATURE = 17;
    private static final String APP = "netty41";

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String description() {
        return "throughput, p99 and start of an adopted app against a plain one (about 8 min; --only names another app)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        Jdk jdk = Jdk.find(FEATURE).orElseThrow(() -> new IOException("there is no JDK " + FEATURE));
        Cell cell = setting.app(APP);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(
                "premainMillis",
                rounded(new PremainCost(jdk, setting.installation().adopter()).millis()));
        setting.progress().accept("premain costs " + figures.get("premainMillis") + " ms");
        Ratios ratios = new RequestCost(setting.installation(), jdk, cell, setting.progress())
                .measure(Long.getLong("deployctl.bench.handicapNanos", 0));
        figures.put("throughputRatio", rounded(ratios.throughput()));
        figures.put("p99Ratio", rounded(ratios.p99()));
        figures.put("plainThroughputRatio", rounded(ratios.plainThroughput()));
        figures.put("plainP99Ratio", rounded(ratios.plainP99()));
        figures.put("cpuPerRequestRatio", rounded(ratios.cpu()));
        figures.put("plainCpuPerRequestRatio", rounded(ratios.plainCpu()));
        figures.put("throughputFloor", rounded(ratios.throughputFloor()));
        figures.put("p99Ceiling", rounded(ratios.p99Ceiling()));
        figures.put("plainRequestsPerSecond", rounded(ratios.plainRequestsPerSecond()));
        return Findings.of(
                figures,
                Goal.atMost("premainMillis", 100),
                Goal.atLeast("throughputRatio", Math.min(0.99, rounded(ratios.throughputFloor()))),
                Goal.atMost("p99Ratio", Math.max(1.02, rounded(ratios.p99Ceiling()))));
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
