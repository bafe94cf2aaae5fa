package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.os.InitSystem;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code systemctl status} shows of the app: {@code live 8 (1.4.2-0f1e2d3c), standby 7 (1.4.1-9a8b7c6d)}. For the owner thread. */
final class StateLine {
    private final InitSystem service;
    private String told = "";
    private String remark = "";

    StateLine(InitSystem service) {
        this.service = service;
    }

    /** Tells what runs now, where it was not told already. */
    void tell(Generations generations) {
        String line = of(generations) + remark;
        if (!line.equals(told)) {
            told = line;
            service.tell("STATUS=" + line);
        }
    }

    /** Adds a remark, which stays until the next. */
    void remark(String text) {
        remark = "; " + text;
    }

    private static String of(Generations generations) {
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
