package io.github.deployctl.e2e.bench;

import io.github.deployctl.cli.demo.DemoJars;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.AgentProcess;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.Site;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an agent costs that has nothing to do: one app live, no client, nobody asking. */
final class Footprint implements Benchmark {
    /** From 30 s after the deploy on the archive of the release's classes is made; what that leaves is to be collected, and the threads that it woke go to sleep. */
    private static final long SETTLE_MILLIS = 60_000;

    private static final int SAMPLES = 13;
    private static final long INTERVAL_MILLIS = 2_000;

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String description() {
        return "memory and wake-ups of an idle agent with one live app (about 90 s)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        try (TempFolder temp = new TempFolder()) {
            AgentProcess agent = AgentProcess.start(setting.installation(), "demo", temp.path());
            try {
                new AgentClient(agent.socket())
                        .push(new DemoJars(temp.path()).working("1.0.0"), "1.0.0", declaration(Ports.free()));
                Thread.sleep(SETTLE_MILLIS);
                return Findings.of(sample(agent.pid()), Goal.atMost("agentRssMiB", 64));
            } finally {
                agent.terminate();
            }
        }
    }

    private static Declaration declaration(int port) {
        Launch plain = Launch.DEFAULT;
        Launch launch = new Launch(
                null, null, List.of(Site.OPTIONS.split(" ", -1)), List.of("--port=" + port), plain.cwd(), Map.of());
        return new Declaration(
                new AppName("demo"),
                Map.of("http", ListenAddress.parse("127.0.0.1:" + port)),
                launch,
                ReadyCheck.DEFAULT,
                Deadlines.DEFAULT);
    }

    private static Map<String, Double> sample(long pid) throws IOException, InterruptedException {
        List<Double> rss = new ArrayList<>();
        long start = System.nanoTime();
        Map<Long, Long> before = ProcStatus.voluntarySwitches(pid);
        for (int i = 0; i < SAMPLES; i++) {
            rss.add(Processes.rssKiB(pid) / 1024.0);
            Thread.sleep(INTERVAL_MILLIS);
        }
        Map<Long, Long> after = ProcStatus.voluntarySwitches(pid);
        double seconds = (System.nanoTime() - start) / 1e9;
        long switches = after.entrySet().stream()
                .mapToLong(task -> task.getValue() - before.getOrDefault(task.getKey(), 0L))
                .sum();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("agentRssMiB", tenths(rss.stream().sorted().toList().get(SAMPLES / 2)));
        figures.put("agentWakeupsPerSecond", tenths(switches / seconds));
        figures.put("agentThreads", (double) after.size());
        return figures;
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
