package io.github.deployctl.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A text as nodes, and nodes as plain values. */
final class Yaml {
    private Yaml() {}

    /**
     * Returns what the text says, each node with its place; a key may stand twice.
     *
     * @throws ConfigException when it is no YAML, or says nothing
     */
    static Node root(String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setUseMarks(true)
                    .setAllowDuplicateKeys(true)
                    .build();
            Node root = new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new ConfigException(
                            Optional.empty(), "the file is empty; it needs app, artifact and listeners"));
            Nesting.refuseTooDeep(root);
            return root;
        } catch (StackOverflowError e) {
            // The library goes down into each list and map by a call of its own, and knows no limit.
            throw new ConfigException(Optional.empty(), Nesting.TOO_DEEP);
        } catch (MarkedYamlEngineException e) {
            throw new ConfigException(e.getProblemMark().or(e::getContextMark), "not valid YAML: " + problem(e));
        } catch (YamlEngineException e) {
            throw new ConfigException(Optional.empty(), "not valid YAML: " + firstLine(e.getMessage()));
        }
    }

    /** Returns a scalar as it is written, and nothing for any other node. */
    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Returns a node as texts, lists and maps. */
    static Object value(Node node) {
        if (node instanceof SequenceNode list) {
            List<Object> values = new ArrayList<>();
            list.getValue().forEach(entry -> values.add(value(entry)));
            return values;
        }
        if (node instanceof MappingNode map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.getValue().forEach(entry -> values.put(text(entry.getKeyNode()), value(entry.getValueNode())));
            return values;
        }
        return text(node);
    }

    private static String problem(MarkedYamlEngineException e) {
        String problem = firstLine(e.getProblem());
        return problem.contains("TAB") ? "a tab cannot indent; use spaces" : problem;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "malformed" : message.lines().findFirst().orElse("malformed");
    }
}
