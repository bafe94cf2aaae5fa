package io.github.deployctl.cli.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Something in the file is wrong, and where. Never leaves this package. */
final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Mark> mark;

    ConfigException(Optional<Mark> mark, String message) {
        super(message, null, false, false);
        this.mark = mark;
    }

    static ConfigException at(Node node, String message) {
        return new ConfigException(node.getStartMark(), message);
    }

    /** Returns {@code file:line:column: message}, both counted from 1, as editors and compilers write it. */
    String located(String file) {
        return mark.map(at -> file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                        .orElse(file)
                + ": " + getMessage();
    }
}
