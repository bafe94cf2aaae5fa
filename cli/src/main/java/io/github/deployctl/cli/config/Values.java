package io.github.deployctl.cli.config;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Nodes as values, each refused with its place. A scalar counts as written: {@code 1.10} is the text "1.10", not a number. */
final class Values {
    private Values() {}

    /** Returns a scalar's text; an empty one needs quotes, so that a forgotten value is not taken for an empty one. */
    static String text(Node node, String what) {
        if (!(node instanceof ScalarNode scalar)) {
            throw ConfigException.at(node, what + " must be a single value, not a " + kind(node));
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            throw ConfigException.at(node, what + " has no value");
        }
        return scalar.getValue();
    }

    /** Returns a whole number. */
    static int number(Node node, String what) {
        String text = text(node, what);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ConfigException.at(node, what + " must be a whole number, not \"" + text + "\"");
        }
    }

    /** Returns a value with a written form of its own; whatever refuses the text with an IllegalArgumentException gives the message. */
    static <T> T parsed(Node node, String what, Function<String, T> parser) {
        String text = text(node, what);
        return checked(node, () -> parser.apply(text));
    }

    /** Returns what {@code value} makes; an IllegalArgumentException becomes an error at {@code node}. */
    static <T> T checked(Node node, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw ConfigException.at(node, String.valueOf(e.getMessage()));
        }
    }

    static List<Node> list(Node node, String what) {
        if (!(node instanceof SequenceNode sequence)) {
            throw ConfigException.at(node, what + " must be a list, such as [a, b], not a " + kind(node));
        }
        return sequence.getValue();
    }

    static List<String> texts(Node node, String what) {
        return list(node, what).stream()
                .map(item -> text(item, "an entry of " + what))
                .toList();
    }

    static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "map";
        }
        return node instanceof SequenceNode ? "list" : "single value";
    }
}
