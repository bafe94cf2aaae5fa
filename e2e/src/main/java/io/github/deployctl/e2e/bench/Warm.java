package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.bench.warm.WarmStart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What users feel of a hand-over to a JVM that is new, and what is done about it: the warm-up, the low priority of its boot, the archive of its classes. */
final class Warm implements Benchmark {
    @Override
    public String name() {
        return "warm";
    }

    @Override
    public String description() {
        return "latency around a hand-over, cold and warm, and time to ready (about 16 min; --only handover,archive)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        new WarmStart(setting.installation(), setting.apps().resolve("spring-boot/target"), setting.progress())
                .measure(setting::wants)
                .forEach((name, value) -> figures.put(name, Math.round(value * 1000) / 1000.0));
        List<Goal> goals = new ArrayList<>();
        if (setting.wants("handover")) {
            goals.add(Goal.atMost("warmP99OverSteady", 2));
        }
        for (String archive : List.of("readyMillis17Archive", "readyMillis25Archive")) {
            Double plain = figures.get(archive.replace("Archive", ""));
            if (plain != null) {
                goals.add(Goal.atMost(archive, plain));
            }
        }
        return Findings.of(figures, goals.toArray(Goal[]::new));
    }
}
