package io.github.deployctl.e2e.bench;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.e2e.bench.rollback.RollbackHost;
import io.github.deployctl.e2e.bench.rollback.RollbackHost.Rolled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How long it takes under load from the request for a rollback until the first answer of the release that was gone back to: by a standby, and for comparison by
 * a launch. The time is a client's, with its connect to the agent and its connect to the app.
 */
final class Rollback implements Benchmark {
    private static final int STANDBY_ROLLBACKS = 50;
    private static final int COLD_ROLLBACKS = 5;
    /** Once there and back, so that what the agent and both apps load only once is loaded. */
    private static final int WARM_UP = 2;

    private static final int REQUESTS_PER_SECOND = 100;
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public String description() {
        return "from the request to the first answer, by standby and by launch, under load (about 3 min)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        try (RollbackHost host = RollbackHost.start(setting.installation(), setting.apps())) {
            for (int i = 0; i < WARM_UP; i++) {
                host.rollBack();
            }
            Load load = Load.start(LoadPlan.of(host.target(), REQUESTS_PER_SECOND, LONGEST_LOAD));
            List<Rolled> standby = new ArrayList<>();
            List<Rolled> cold = new ArrayList<>();
            LoadResult result;
            try {
                for (int i = 1; i <= STANDBY_ROLLBACKS; i++) {
                    standby.add(expect(true, host.rollBack()));
                    setting.progress()
                            .accept("standby " + i + ": " + standby.get(i - 1).millis() + " ms");
                }
                for (int i = 1; i <= COLD_ROLLBACKS; i++) {
                    host.loseTheStandby();
                    cold.add(expect(false, host.rollBack()));
                    setting.progress()
                            .accept("cold " + i + ": " + cold.get(i - 1).millis() + " ms");
                }
            } finally {
                result = load.stop();
            }
            result.lossDetails(20).forEach(lost -> setting.progress().accept("lost: " + lost));
            return findings(standby, cold, result);
        }
    }

    private static Rolled expect(boolean fromStandby, Rolled rolled) throws IOException {
        if (rolled.reply().fromStandby() != fromStandby) {
            throw new IOException(
                    fromStandby ? "a rollback needed a launch" : "a rollback that was to be cold found a standby");
        }
        return rolled;
    }

    private static Findings findings(List<Rolled> standby, List<Rolled> cold, LoadResult load) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("standbyRollbacks", (double) standby.size());
        figures.put("standbyMedianMillis", quantile(standby, 0.5, Rolled::millis));
        figures.put("standbyMaxMillis", quantile(standby, 1, Rolled::millis));
        figures.put("standbyAgentMedianMillis", quantile(standby, 0.5, Rollback::agentMillis));
        figures.put("standbyAgentMaxMillis", quantile(standby, 1, Rollback::agentMillis));
        figures.put("coldRollbacks", (double) cold.size());
        figures.put("coldMedianMillis", quantile(cold, 0.5, Rolled::millis));
        figures.put("requests", (double) load.requests());
        figures.put("requestsPerSecond", tenths(load.requestsPerSecond()));
        figures.put("lost", (double) load.lost());
        return Findings.of(
                figures,
                Goal.atLeast("standbyRollbacks", STANDBY_ROLLBACKS),
                Goal.atMost("standbyMedianMillis", 20),
                Goal.atMost("standbyMaxMillis", 100),
                Goal.atLeast("requests", 1000),
                Goal.atMost("lost", 0));
    }

    /** What of it passes until the agent knows that the public listeners are taken. */
    private static double agentMillis(Rolled rolled) {
        return rolled.reply().timings().moveMillis();
    }

    private static double quantile(List<Rolled> all, double quantile, ToDoubleFunction<Rolled> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return tenths(sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))]);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
