package io.github.deployctl.e2e.bench.warm;

import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.StartUp.Priority;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.e2e.bench.overhead.Medians;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Hand-overs under a steady load, by turns cold and at normal priority, and warmed up after a boot at low priority. Each is compared with what the generation
 * that it brought came to when it had been driven for a while, so that a noisy moment of the machine is in both parts of a ratio.
 */
public final class HandOvers {
    /** Requests of the warm-up. */
    public static final int REQUESTS = 20_000;

    private static final int REPEATS = 10;
    private static final int PACE = 200;
    private static final int DRIVEN = 1200;
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Duration DRIVE = Duration.ofSeconds(6);
    private static final Duration CALM = Duration.ofSeconds(2);

    private final ShopSite site;
    private final Consumer<String> progress;
    private final List<Round> cold = new ArrayList<>();
    private final List<Round> warm = new ArrayList<>();
    private int pushes;

    private HandOvers(ShopSite site, Consumer<String> progress) {
        this.site = site;
        this.progress = progress;
    }

    /**
     * One hand-over; ratios.
     *
     * @param first the p99 of the first five seconds, over the steady one that followed
     * @param boot the live generation's p50 while this one booted, over its steady one before that
     */
    private record Round(double first, double boot, double p99Millis) {}

    /** Measures for about ten minutes. */
    static HandOvers measure(ShopSite site, Consumer<String> progress) throws IOException, InterruptedException {
        HandOvers series = new HandOvers(site, progress);
        site.push("2.0.0", cold());
        try (PacedLoad load = new PacedLoad(site.port(), PACE)) {
            double steadyP50 = series.steady(load).p50;
            for (int i = 0; i < REPEATS; i++) {
                boolean coldFirst = i % 2 == 0;
                for (boolean isCold : new boolean[] {coldFirst, !coldFirst}) {
                    steadyP50 = series.handOver(load, isCold, steadyP50);
                }
            }
        }
        return series;
    }

    public double coldP99OverSteady() {
        return median(cold, Round::first);
    }

    public double warmP99OverSteady() {
        return median(warm, Round::first);
    }

    public double coldP99Millis() {
        return median(cold, Round::p99Millis);
    }

    public double warmP99Millis() {
        return median(warm, Round::p99Millis);
    }

    public double bootWindowAtNormal() {
        return median(cold, Round::boot);
    }

    public double bootWindowAtLow() {
        return median(warm, Round::boot);
    }

    private record Steady(double p50, double p99) {}

    private static StartUp cold() {
        return new StartUp(Priority.NORMAL, false, null);
    }

    private static StartUp warm() {
        return new StartUp(Priority.LOW, false, new Warmup(REQUESTS, List.of()));
    }

    private Steady steady(PacedLoad load) throws IOException, InterruptedException {
        load.pace(DRIVEN);
        PacedLoad.sleep(DRIVE);
        load.pace(PACE);
        PacedLoad.sleep(CALM);
        long from = System.nanoTime();
        PacedLoad.sleep(WINDOW);
        List<PacedLoad.Sample> calm = load.since(from);
        load.forget(from);
        return new Steady(Percentiles.of(calm, 0.5), Percentiles.of(calm, 0.99));
    }

    /** Returns the steady p50 of the generation that it brought. */
    private double handOver(PacedLoad load, boolean isCold, double steadyP50Before)
            throws IOException, InterruptedException {
        String version = pushes++ % 2 == 0 ? "1.0.0" : "2.0.0";
        long begun = System.nanoTime();
        long booting =
                site.push(version, isCold ? cold() : warm()).reply().timings().readyMillis();
        List<PacedLoad.Sample> boot = load.since(begun).stream()
                .filter(sample ->
                        sample.due() < begun + Duration.ofMillis(booting).toNanos())
                .toList();
        PacedLoad.sleep(WINDOW);
        long live = load.since(begun).stream()
                .filter(sample -> sample.answer().contains(version))
                .mapToLong(PacedLoad.Sample::due)
                .min()
                .orElseThrow(() -> new IOException("release " + version + " has answered nothing"));
        List<PacedLoad.Sample> first = load.since(live).stream()
                .filter(sample -> sample.due() < live + WINDOW.toNanos())
                .toList();
        double p99 = Percentiles.of(first, 0.99);
        Steady steady = steady(load);
        Round round = new Round(p99 / steady.p99, Percentiles.of(boot, 0.5) / steadyP50Before, p99 / 1e6);
        (isCold ? cold : warm).add(round);
        progress.accept(
                "%s: ready in %d ms, first 5 s p99 %.2f ms (%.2f of steady), live one's p50 in the boot %.2f of steady"
                        .formatted(isCold ? "cold" : "warm", booting, p99 / 1e6, round.first, round.boot));
        return steady.p50;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Medians.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
