package io.github.deployctl.e2e.bench.startup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that was run to its end, its output read through a pipe as a terminal would.
 *
 * @param firstMillis until the first byte of output, whichever stream it went to; until the end where there is none
 * @param millis until it had ended
 */
record Timed(double firstMillis, double millis) {
    private static final int LIMIT_SECONDS = 60;

    /**
     * Runs it without anything to read.
     *
     * @param environment what is added to this process's own
     * @throws IOException when it fails, with what it said
     */
    static Timed run(Path folder, List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        try (InputStream said = process.getInputStream()) {
            int first = said.read();
            double firstMillis = millisSince(start);
            String rest = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(words + " failed: " + (first < 0 ? "" : (char) first + rest));
            }
            return new Timed(firstMillis, millisSince(start));
        } finally {
            process.destroyForcibly();
        }
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
