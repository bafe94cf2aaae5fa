package io.github.deployctl.cli.config;

import io.github.deployctl.cli.verify.Verification;
import io.github.deployctl.common.config.Durations;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** {@code verify}: a line for the shell, the words of a command, or a map of {@code command} and {@code timeout}. */
final class VerifyReader {
    private static final Set<String> KEYS = Set.of("command", "timeout");

    private VerifyReader() {}

    static Optional<Verification> read(Section file) {
        return file.get("verify").map(VerifyReader::read);
    }

    private static Verification read(Node node) {
        if (!(node instanceof MappingNode)) {
            return Values.checked(node, () -> new Verification(command(node, "verify"), Verification.DEFAULT_TIMEOUT));
        }
        Section section = Section.of(node, "verify", KEYS);
        List<String> command = command(section.require("command"), "verify.command");
        return Values.checked(
                section.get("timeout").orElse(node),
                () -> new Verification(
                        command,
                        section.get("timeout")
                                .map(time -> Values.parsed(time, "verify.timeout", Durations::parse))
                                .orElse(Verification.DEFAULT_TIMEOUT)));
    }

    private static List<String> command(Node node, String what) {
        if (node instanceof SequenceNode) {
            return Values.texts(node, what);
        }
        String line = Values.text(node, what);
        if (line.isBlank()) {
            throw ConfigException.at(node, what + " names no command");
        }
        return Verification.shell(line);
    }
}
