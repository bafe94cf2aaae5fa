package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.bench.crash.CrashPoint;
import io.github.deployctl.e2e.bench.crash.CrashSeries;
import io.github.deployctl.e2e.bench.crash.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether anything is lost, wrong or left behind after the agent, or the app, was killed at each step of each operation. */
final class Crash implements Benchmark {
    private static final int HOSTS = 3;
    private static final int FEWEST_POINTS = 200;
    private static final int FEWEST_STEPS = 40;

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public String description() {
        return "kill -9 of agent and app at each step of push, rollback, ... (about 40 min; --only push:app,revert:move-sent)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        List<Part> parts = parts(setting.only());
        CrashSeries series = new CrashSeries(setting.installation(), setting.progress());
        List<CrashPoint> points = series
                .learn(parts.stream().map(Part::operation).distinct().toList())
                .stream()
                .filter(point -> parts.stream().anyMatch(part -> part.has(point)))
                .toList();
        setting.progress().accept(points.size() + " points");
        series.run(points, HOSTS);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("points", (double) series.reached().size());
        figures.put("steps", (double) series.steps());
        figures.put("notReached", (double) series.missed().size());
        figures.put("bad", (double) series.bad().size());
        boolean all = setting.only().isEmpty();
        List<String> remarks = new ArrayList<>(series.bad());
        series.missed().forEach(point -> remarks.add(point + ": not reached"));
        return new Findings(
                figures,
                List.of(),
                List.of(
                        Goal.atLeast("points", all ? FEWEST_POINTS : 1),
                        Goal.atLeast("steps", all ? FEWEST_STEPS : 1),
                        Goal.atMost("bad", 0)),
                remarks);
    }

    private static List<Part> parts(List<String> words) throws IOException {
        try {
            return Part.all(words);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
