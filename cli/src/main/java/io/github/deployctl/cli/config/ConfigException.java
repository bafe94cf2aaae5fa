package io.github.deployctl.cli.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Something in the file is wrong, and where. Never leaves this package. */
final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Mark> mark;
    private final transient @Nullable Node node;
    private final transient @Nullable String missing;

    ConfigException(Optional<Mark> mark, String message) {
        super(message, null, false, false);
        this.mark = mark;
        this.node = null;
        this.missing = null;
    }

    private ConfigException(Node node, @Nullable String missing, String message) {
        super(message, null, false, false);
        this.mark = node.getStartMark();
        this.node = node;
        this.missing = missing;
    }

    static ConfigException at(Node node, String message) {
        return new ConfigException(node, null, message);
    }

    /** The section {@code node} lacks the key with the full name {@code missing}. */
    static ConfigException lacks(Node node, String missing, String message) {
        return new ConfigException(node, missing, message);
    }

    /** Returns what is wrong, or null where it is no part of the file. */
    @Nullable
    Node node() {
        return node;
    }

    /** Returns the full name of the key that should be in {@link #node}, where that is the fault. */
    Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    Finding finding() {
        return new Finding(
                mark.map(at -> at.getLine() + 1).orElse(0),
                mark.map(at -> at.getColumn() + 1).orElse(0),
                String.valueOf(getMessage()));
    }

    /** Returns {@code file:line:column: message}, both counted from 1, as editors and compilers write it. */
    String located(String file) {
        return finding().located(file);
    }
}
