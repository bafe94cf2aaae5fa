package io.github.deployctl.cli.config;

import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.cli.hook.Hooks;
import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.StartUp.Priority;
import io.github.deployctl.common.config.Warmup;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** How a candidate gets up to speed: {@code start-priority}, {@code java.archive} and {@code ready.warmup}. */
final class StartUpReader {
    private StartUpReader() {}

    static StartUp read(Section file) {
        boolean low = file.get("start-priority")
                .map(node -> Values.parsed(
                        node, "start-priority", SafetyNetReader.choice("start-priority", "low", "normal")))
                .orElse(StartUp.DEFAULT.priority() == Priority.LOW);
        boolean archive = nested(file, "java", "archive")
                .map(node -> Values.parsed(node, "java.archive", SafetyNetReader.choice("java.archive", "on", "off")))
                .orElse(StartUp.DEFAULT.archive());
        @Nullable
        Warmup warmup =
                nested(file, "ready", "warmup").map(StartUpReader::warmup).orElse(StartUp.DEFAULT.warmup());
        return new StartUp(low ? Priority.LOW : Priority.NORMAL, archive, warmup)
                .with(nested(file, "hooks", BeforeStart.NAME)
                        .map(StartUpReader::beforeStart)
                        .orElse(StartUp.DEFAULT.beforeStart()));
    }

    /** Other readers answer for the other keys of the section. */
    private static Optional<Node> nested(Section file, String section, String key) {
        return file.get(section).flatMap(node -> Section.open(node, section).get(key));
    }

    private static BeforeStart beforeStart(Node node) {
        ClientCommand written = CommandReader.read(
                node, "hooks." + BeforeStart.NAME, new CommandReader.Usual(BeforeStart.NAME, Hooks.DEFAULT_TIMEOUT));
        return new BeforeStart(written.words(), written.timeout());
    }

    private static Warmup warmup(Node node) {
        if (node instanceof ScalarNode) {
            return Values.checked(node, () -> new Warmup(Values.number(node, "ready.warmup"), List.of()));
        }
        Section warmup = Section.of(node, "ready.warmup");
        int count = warmup.get("requests")
                .map(number -> Values.checked(
                        number, () -> new Warmup(Values.number(number, "ready.warmup.requests"), List.of()).requests()))
                .orElse(Warmup.USUAL_REQUESTS);
        Optional<Node> paths = warmup.get("paths");
        if (paths.isPresent() && paths.get() instanceof ScalarNode word) {
            return recorded(word, count);
        }
        List<String> named = paths.map(list ->
                        Values.checked(list, () -> new Warmup(1, Values.texts(list, "ready.warmup.paths")).paths()))
                .orElse(List.of());
        return new Warmup(count, named);
    }

    private static Warmup recorded(Node word, int count) {
        return Values.checked(word, () -> {
            if (!Values.text(word, "ready.warmup.paths").equals("recorded")) {
                throw new IllegalArgumentException("ready.warmup.paths must be a list of paths, or recorded");
            }
            return new Warmup(count, List.of(), true);
        });
    }
}
