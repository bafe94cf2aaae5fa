package io.github.deployctl.cli.demo.load;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a load has seen, as a whole or within a span of {@link System#nanoTime()}. Immutable. */
public final class LoadResult {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Sample> samples;
    private final int closedIdle;
    private final long startNanos;
    private final long endNanos;

    LoadResult(List<Sample> samples, int closedIdle, long startNanos, long endNanos) {
        this.samples = samples;
        this.closedIdle = closedIdle;
        this.startNanos = startNanos;
        this.endNanos = endNanos;
    }

    /** Returns what was under way at any instant from {@code from} to {@code to}: a request that spans two spans is in both. */
    public LoadResult during(long from, long to) {
        List<Sample> within =
                samples.stream().filter(sample -> sample.overlaps(from, to)).toList();
        return new LoadResult(within, 0, from, to);
    }

    public long requests() {
        return samples.size();
    }

    public long lost() {
        return samples.stream().filter(sample -> sample.loss() != null).count();
    }

    public long lost(Loss kind) {
        return samples.stream().filter(sample -> sample.loss() == kind).count();
    }

    /** Returns every kind of loss with its count, zeros too. */
    public Map<Loss, Long> losses() {
        Map<Loss, Long> losses = new EnumMap<>(Loss.class);
        Arrays.stream(Loss.values()).forEach(loss -> losses.put(loss, 0L));
        for (Sample sample : samples) {
            if (sample.loss() != null) {
                losses.merge(sample.loss(), 1L, Long::sum);
            }
        }
        return losses;
    }

    /** Returns the first losses for people, in the order they happened, at most {@code limit}: seconds since the start, request, what was seen. */
    public List<String> lossDetails(int limit) {
        return samples.stream()
                .filter(sample -> sample.loss() != null)
                .sorted(Comparator.comparingLong(sample -> sample.endNanos() - startNanos))
                .limit(limit)
                .map(sample -> "+%.3f s %s: %s"
                        .formatted((sample.endNanos() - startNanos) / NANOS_PER_SECOND, sample.loss(), sample.detail()))
                .toList();
    }

    /** Returns how long the slowest request took that got its answer, or that was given up, in milliseconds; 0 without requests. */
    public double longestWaitMillis() {
        return samples.stream().mapToLong(Sample::nanos).max().orElse(0) / NANOS_PER_MILLI;
    }

    /** Returns the answers to {@code GET /}, each once. */
    public Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (Sample sample : samples) {
            if (sample.answer() != null) {
                answers.add(sample.answer());
            }
        }
        return answers;
    }

    /** Returns how many {@code GET /} got this answer. */
    public long answered(String answer) {
        return samples.stream().filter(sample -> answer.equals(sample.answer())).count();
    }

    /** Returns how many kept connections the server ended while nothing was under way on them and without saying so before. */
    public int closedIdle() {
        return closedIdle;
    }

    public double requestsPerSecond() {
        return requests() * NANOS_PER_SECOND / Math.max(1, endNanos - startNanos);
    }
}
