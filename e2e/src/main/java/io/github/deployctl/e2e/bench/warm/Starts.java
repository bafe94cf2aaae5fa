package io.github.deployctl.e2e.bench.warm;

import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.StartUp.Priority;
import io.github.deployctl.e2e.bench.overhead.Medians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Times from the launch to ready, of one release by turns with the archive of its classes and of another without, which differs by its version alone.
 *
 * @param plainMillis the median without
 * @param archiveMillis the median with it
 */
record Starts(double plainMillis, double archiveMillis) {
    private static final int REPEATS = 7;
    /** The agent makes an archive when the release has served for a while, and takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration LOOK = Duration.ofMillis(200);

    static Starts measure(ShopSite site, Consumer<String> progress) throws IOException, InterruptedException {
        site.push("1.0.0", with(true));
        awaitArchive(site.releases());
        List<Double> plain = new ArrayList<>();
        List<Double> archived = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            plain.add((double) site.push("2.0.0", with(false)).reply().timings().readyMillis());
            archived.add(
                    (double) site.push("1.0.0", with(true)).reply().timings().readyMillis());
            progress.accept("ready in " + plain.get(i) + " ms, with the archive in " + archived.get(i) + " ms");
        }
        return new Starts(Medians.of(plain), Medians.of(archived));
    }

    private static StartUp with(boolean archive) {
        return new StartUp(Priority.NORMAL, archive, null);
    }

    private static void awaitArchive(Path releases) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isThere(releases)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no archive was made in " + PATIENCE.toSeconds() + " s");
            }
            PacedLoad.sleep(LOOK);
        }
    }

    private static boolean isThere(Path releases) throws IOException {
        try (Stream<Path> files = Files.walk(releases)) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa"));
        }
    }
}
