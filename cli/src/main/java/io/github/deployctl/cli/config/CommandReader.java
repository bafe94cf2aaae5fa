package io.github.deployctl.cli.config;

import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.common.config.Durations;
import java.time.Duration;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A command to be run here: a line for the shell, the words of a command, or a map of {@code command} and {@code timeout}. */
final class CommandReader {
    private CommandReader() {}

    /** What it is called, and how long it may run when nothing else is said. */
    record Usual(String name, Duration timeout) {}

    /** Reads the command at the key with the full name {@code path}. */
    static ClientCommand read(Node node, String path, Usual usual) {
        String name = usual.name();
        if (!(node instanceof MappingNode)) {
            return Values.checked(node, () -> new ClientCommand(name, command(node, name), usual.timeout()));
        }
        Section section = Section.of(node, path);
        List<String> command = command(section.require("command"), name + ".command");
        return Values.checked(
                section.get("timeout").orElse(node),
                () -> new ClientCommand(
                        name,
                        command,
                        section.get("timeout")
                                .map(time -> Values.parsed(time, name + ".timeout", Durations::parse))
                                .orElse(usual.timeout())));
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
