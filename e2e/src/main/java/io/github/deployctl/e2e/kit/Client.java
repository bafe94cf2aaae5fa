package io.github.deployctl.e2e.kit;

import io.github.deployctl.cli.Deployctl;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Screen;
import io.github.deployctl.cli.terminal.Situation;
import io.github.deployctl.cli.terminal.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The same commands in this process, over the same SSH to the same sshd: for tests that run a hundred of them, where the start of a JVM each would be most of it. */
public final class Client {
    private final Path project;
    private final Path home;

    Client(Path project, Path home) {
        this.project = project;
        this.home = home;
    }

    Outcome run(List<String> words) {
        return run(words, "");
    }

    /** Does so with {@code input} on standard input. */
    Outcome run(List<String> words, String input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings around = new Surroundings(
                Map.of(), project, home, System.getProperty("user.name"), "localhost", Clock.systemUTC());
        long start = System.nanoTime();
        int exit = Deployctl.run(
                words,
                new Console(
                        around,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Screen.NONE,
                        new Situation()));
        return new Outcome(
                exit,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                Duration.ofNanos(System.nanoTime() - start));
    }
}
