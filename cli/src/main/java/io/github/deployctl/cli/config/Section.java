package io.github.deployctl.cli.config;

import io.github.deployctl.cli.config.key.Keys;
import io.github.deployctl.cli.text.Nearest;
import io.github.deployctl.common.release.Quoted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A map of the file. Building one refuses a key that stands twice, and, for {@link #of}, a key that means nothing. */
final class Section {
    private final Node node;
    private final String path;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    private Section(Node node, String path) {
        this.node = node;
        this.path = path;
        if (!(node instanceof MappingNode mapping)) {
            throw ConfigException.at(node, what() + " must be a map of keys and values, not a " + Values.kind(node));
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = Values.text(entry.getKeyNode(), "a key of " + what());
            NodeTuple first = entries.putIfAbsent(key, entry);
            if (first != null) {
                String line = first.getKeyNode()
                        .getStartMark()
                        .map(mark -> " (first in line " + (mark.getLine() + 1) + ")")
                        .orElse("");
                throw ConfigException.at(entry.getKeyNode(), "key " + Quoted.of(key) + " stands twice" + line);
            }
        }
    }

    /** A map with keys of its writer's choice. */
    static Section open(Node node, String path) {
        return new Section(node, path);
    }

    /** A map whose keys are all described: the section {@code path} of {@link Keys}. */
    static Section of(Node node, String path) {
        Section section = new Section(node, path);
        Set<String> known = Keys.namesIn(path);
        section.entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                String nearest = Nearest.to(key, known)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("known here: " + String.join(", ", new TreeSet<>(known)));
                throw ConfigException.at(
                        entry.getKeyNode(), "unknown key " + Quoted.of(key) + " in " + section.what() + "; " + nearest);
            }
        });
        return section;
    }

    Node node() {
        return node;
    }

    Map<String, NodeTuple> entries() {
        return entries;
    }

    /** Returns the value of a key, which is one of those described. */
    Optional<Node> get(String key) {
        if (Keys.named(path(key)).isEmpty()) {
            throw new IllegalStateException(path(key) + " is read and not described");
        }
        return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
    }

    Node require(String key) {
        return get(key).orElseThrow(() ->
                ConfigException.lacks(node, path(key), "required key \"" + key + "\" is missing in " + what()));
    }

    /** Returns a nested section, if it is there. */
    Optional<Section> section(String key) {
        return get(key).map(value -> of(value, path(key)));
    }

    /** Returns the full name of a key, as messages and documents call it. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String what() {
        return path.isEmpty() ? "the file" : path;
    }
}
