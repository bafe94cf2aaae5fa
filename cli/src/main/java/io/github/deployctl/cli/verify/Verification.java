package io.github.deployctl.cli.verify;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.Evidence;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command that finds out whether a host serves as it should: {@code verify} in deployctl.yml.
 *
 * @param command the words of it
 * @param timeout {@code verify.timeout}: after that it is ended, and has failed
 */
public record Verification(List<String> command, Duration timeout) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final int LAST_LINES = 50;
    private static final long LAST_WORDS_MILLIS = 500;

    public Verification {
        command = List.copyOf(command);
        requireNonNull(timeout, "timeout");
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("verify names no command");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("verify.timeout must be longer than 0s");
        }
    }

    /** Returns one that {@code sh} reads. */
    public static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    /**
     * Why it failed.
     *
     * @param reason continues "verify ..."
     * @param lines the last that it printed, on stdout or stderr
     */
    public record Refusal(String reason, List<String> lines) {
        public Refusal {
            lines = List.copyOf(lines);
        }

        /** Returns what it printed, for a failure. */
        public List<Evidence> evidence() {
            return lines.isEmpty() ? List.of() : List.of(new Evidence("the last that verify printed", lines).narrow());
        }
    }

    /** Runs it in {@code folder}, with {@code variables} beside the environment of this process. What it prints goes nowhere but into a refusal. */
    public Optional<Refusal> run(Path folder, Map<String, String> variables) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.of(new Refusal("could not be run: " + e.getMessage(), List.of()));
        }
        Deque<String> lines = new ArrayDeque<>();
        Thread reader = read(process, lines);
        try {
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (ended && process.exitValue() == 0) {
                return Optional.empty();
            }
            if (!ended) {
                end(process);
            }
            // Before the end of one that has ended: Process.destroy closes what it has printed and nobody has read.
            reader.join(LAST_WORDS_MILLIS);
            synchronized (lines) {
                return Optional.of(new Refusal(
                        ended
                                ? "exited with status " + process.exitValue()
                                : "did not end in " + Durations.format(timeout) + " (deadline verify.timeout)",
                        List.copyOf(lines)));
            }
        } finally {
            end(process);
        }
    }

    /** A shell may have started what does the work. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Thread read(Process process, Deque<String> lines) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader out = process.inputReader()) {
                        out.lines().forEach(line -> {
                            synchronized (lines) {
                                lines.add(line);
                                if (lines.size() > LAST_LINES) {
                                    lines.remove();
                                }
                            }
                        });
                    } catch (IOException | UncheckedIOException ended) {
                        // It was ended; what it had said is there.
                    }
                },
                "verify-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
