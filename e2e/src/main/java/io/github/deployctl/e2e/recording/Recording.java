package io.github.deployctl.e2e.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a command has printed, on standard output and standard error alike.
 *
 * @param command as somebody would type it
 */
record Recording(String command, List<Line> lines) {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /**
     * A line.
     *
     * @param after since the start of the command
     */
    record Line(Duration after, String text) {}

    Recording {
        lines = List.copyOf(lines);
    }

    /**
     * Runs {@code program} with the words of {@code command} after its first.
     *
     * @throws IOException when it does not end well
     */
    static Recording of(String command, Path program) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.set(0, program.toString());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        long start = System.nanoTime();
        List<Line> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(new Line(Duration.ofNanos(System.nanoTime() - start), line));
            }
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + " did not end well: " + lines);
            }
        } finally {
            process.destroy();
        }
        return new Recording(command, lines);
    }
}
