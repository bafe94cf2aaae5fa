package io.github.deployctl.e2e.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command to run in a folder, with nothing on its stdin and no terminal. */
public final class Command {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ProcessBuilder builder;
    private final Path out;
    private final Path err;

    public Command(Path folder, List<String> words) throws IOException {
        this.builder = new ProcessBuilder(new ArrayList<>(words)).directory(folder.toFile());
        this.out = Files.createTempFile("deployctl-e2e", ".out");
        this.err = Files.createTempFile("deployctl-e2e", ".err");
        builder.redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
    }

    public Command environment(Map<String, String> variables) {
        builder.environment().putAll(variables);
        return this;
    }

    /** Runs it to its end. */
    public Outcome run() throws IOException, InterruptedException {
        return start().await();
    }

    /** Starts it; {@link Running#await()} must follow. */
    public Running start() throws IOException {
        return new Running(builder.start(), System.nanoTime());
    }

    /** A command that was started. */
    public final class Running {
        private final Process process;
        private final long startNanos;

        Running(Process process, long startNanos) {
            this.process = process;
            this.startNanos = startNanos;
        }

        public Process process() {
            return process;
        }

        /** What it has said on stdout so far. */
        public String outSoFar() throws IOException {
            return Files.readString(out);
        }

        /** What it has said on stderr so far. */
        public String errSoFar() throws IOException {
            return Files.readString(err);
        }

        /**
         * Waits for the end.
         *
         * @throws IOException when that does not come in five minutes; the command is killed then
         */
        public Outcome await() throws IOException, InterruptedException {
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException(
                            builder.command() + " did not end in " + LIMIT + ": " + Files.readString(err));
                }
                Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
                return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err), took);
            } finally {
                process.destroyForcibly();
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        }
    }
}
