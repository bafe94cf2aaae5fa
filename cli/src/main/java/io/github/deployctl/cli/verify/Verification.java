package io.github.deployctl.cli.verify;

import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.common.failure.Evidence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that finds out whether a host serves as it should: {@code verify} in deployctl.yml.
 *
 * @param command the words of it
 * @param timeout {@code verify.timeout}: after that it is ended, and has failed
 */
public record Verification(List<String> command, Duration timeout) {
    public static final String NAME = "verify";
    private static final ClientCommand.Attendant UNATTENDED = new ClientCommand.Attendant() {
        @Override
        public void printed(String command, String line) {
            // Kept for a refusal.
        }

        @Override
        public Runnable endsWith(Runnable end) {
            return () -> {};
        }
    };

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    public Verification {
        ClientCommand checked = new ClientCommand(NAME, command, timeout);
        command = checked.words();
    }

    /** Returns one that {@code sh} reads. */
    public static List<String> shell(String script) {
        return ClientCommand.shell(script);
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
        return new ClientCommand(NAME, command, timeout)
                .run(folder, variables, UNATTENDED)
                .map(refusal -> new Refusal(refusal.reason(), refusal.lines()));
    }
}
