package io.github.deployctl.e2e.bench.soak;

import io.github.deployctl.e2e.bench.overhead.Medians;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Counts;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM holds. Threads as in {@link Counts}, which leaves out what HotSpot starts and ends as it sees fit. */
public record Holdings(double fds, double threads, double rssKiB, double metaspaceKiB) {
    private static final int LOOKS = 6;
    private static final long LOOK_PAUSE_MILLIS = 100;
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");

    /**
     * Looks at {@code pid}, a JVM that the attach mechanism of {@code jdk} can ask. Of its descriptors and threads the fewest of some looks count: what comes and
     * goes, as a connection that is just being closed, is no leak.
     */
    static Holdings of(long pid, Jdk jdk) throws IOException, InterruptedException {
        double metaspace = metaspaceKiB(pid, jdk);
        Counts counts = Counts.of(pid);
        int fds = counts.fds();
        int threads = counts.threads().size();
        for (int look = 1; look < LOOKS; look++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
            counts = Counts.of(pid);
            fds = Math.min(fds, counts.fds());
            threads = Math.min(threads, counts.threads().size());
        }
        return new Holdings(fds, threads, Processes.rssKiB(pid), metaspace);
    }

    private static double metaspaceKiB(long pid, Jdk jdk) throws IOException, InterruptedException {
        Outcome outcome = new Command(
                        Path.of("/"),
                        List.of(jdk.home().resolve("bin/jcmd").toString(), Long.toString(pid), "GC.heap_info"))
                .run();
        Matcher metaspace = METASPACE.matcher(outcome.out());
        if (!metaspace.find()) {
            throw new IOException("jcmd does not tell the metaspace of " + pid + ": " + outcome.all());
        }
        return Double.parseDouble(metaspace.group(1));
    }

    static Holdings median(List<Holdings> all) {
        return new Holdings(
                median(all, Holdings::fds),
                median(all, Holdings::threads),
                median(all, Holdings::rssKiB),
                median(all, Holdings::metaspaceKiB));
    }

    private static double median(List<Holdings> all, ToDoubleFunction<Holdings> figure) {
        return Medians.of(all.stream().map(figure::applyAsDouble).toList());
    }
}
