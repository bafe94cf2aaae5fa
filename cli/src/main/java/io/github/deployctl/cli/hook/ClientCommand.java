package io.github.deployctl.cli.hook;

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
import java.util.function.Consumer;

/**
 * A command on the client's side.
 *
 * @param name of its key in deployctl.yml
 * @param words of it
 * @param timeout {@code NAME.timeout}: after that it is ended, and has failed
 */
public record ClientCommand(String name, List<String> words, Duration timeout) {
    private static final int LAST_LINES = 50;
    private static final long LAST_WORDS_MILLIS = 500;

    public ClientCommand {
        requireNonNull(name, "name");
        words = List.copyOf(words);
        requireNonNull(timeout, "timeout");
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException(name + " names no command");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(name + ".timeout must be longer than 0s");
        }
    }

    /** Returns one that {@code sh} reads. */
    public static List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    /**
     * Why it failed.
     *
     * @param reason continues the command's name
     * @param lines the last that it printed, on stdout or stderr
     */
    public record Refusal(String reason, List<String> lines) {
        public Refusal {
            lines = List.copyOf(lines);
        }
    }

    /** Returns what it printed, for a failure. */
    public List<Evidence> evidence(Refusal refusal) {
        return refusal.lines().isEmpty()
                ? List.of()
                : List.of(new Evidence("the last that " + name + " printed", refusal.lines()).narrow());
    }

    /** Who is there while it runs. */
    public interface Attendant {
        /** Is told a line that {@code command} has printed, by another thread. */
        void printed(String command, String line);

        /** Has {@code end} called should this process be ended by a signal, and returns what was to be called until now. */
        Runnable endsWith(Runnable end);
    }

    /** Runs it in {@code folder}, with {@code variables} beside the environment of this process; it ends at its timeout, and with this process. */
    public Optional<Refusal> run(Path folder, Map<String, String> variables, Attendant attendant)
            throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
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
        Runnable before = attendant.endsWith(() -> end(process));
        Deque<String> lines = new ArrayDeque<>();
        Thread reader = read(process, lines, line -> attendant.printed(name, line));
        try {
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                end(process);
            }
            // Before the end of one that has ended: Process.destroy closes what it has printed and nobody has read.
            reader.join(LAST_WORDS_MILLIS);
            if (ended && process.exitValue() == 0) {
                return Optional.empty();
            }
            synchronized (lines) {
                return Optional.of(new Refusal(
                        ended
                                ? "exited with status " + process.exitValue()
                                : "did not end in " + Durations.format(timeout) + " (deadline " + name + ".timeout)",
                        List.copyOf(lines)));
            }
        } finally {
            attendant.endsWith(before);
            end(process);
        }
    }

    /** A shell may have started what does the work. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Thread read(Process process, Deque<String> lines, Consumer<String> told) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader out = process.inputReader()) {
                        out.lines().forEach(line -> {
                            told.accept(line);
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
                name + "-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
