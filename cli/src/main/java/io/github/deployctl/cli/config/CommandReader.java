package io.github.deployctl.cli.config;

import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.common.config.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A command to be run here: a line for the shell, the words of a command, or a map of {@code command} and {@code timeout}. */
final class CommandReader {
    private static final Set<String> KEYS = Set.of("command", "timeout");

    private CommandReader() {}

    static ClientCommand read(Node node, String name, Duration usual) {
        if (!(node instanceof MappingNode)) {
            return Values.checked(node, () -> new ClientCommand(name, command(node, name), usual));
        }
        Section section = Section.of(node, name, KEYS);
        List<String> command = command(section.require("command"), name + ".command");
        return Values.checked(
                section.get("timeout").orElse(node),
                () -> new ClientCommand(
                        name,
                        command,
                        section.get("timeout")
                                .map(time -> Values.parsed(time, name + ".timeout", Durations::parse))
                                .orElse(usual)));
    }

    private static List<String> command(Node node, String what) {
        if (node instanceof SequenceNode) {
            return Values.texts(node, what);
        }
        String line = Values.text(node, what);
        if (line.isBlank()) {
            throw ConfigException.at(node, what + " names no command");
        }
        return ClientCommand.shell(line);
    }
}
