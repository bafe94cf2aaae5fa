package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generations;
import java.util.Locale;
import java.util.stream.Collectors;

/** What runs, in one line: {@code live 8 (1.4.2-0f1e2d3c), standby 7 (1.4.1-9a8b7c6d)}. */
final class StateLine {
    private StateLine() {}

    static String of(Generations generations) {
        if (generations.members().isEmpty()) {
            return generations.goal().running()
                    ? "nothing runs; the app is about to be started"
                    : "nothing runs; "
                            + (generations.goal().release().isPresent() ? "stopped" : "nothing was pushed yet");
        }
        return generations.members().stream()
                .map(member -> member.role().name().toLowerCase(Locale.ROOT) + " " + member.number() + " ("
                        + member.release() + ")")
                .collect(Collectors.joining(", "));
    }
}
