package io.github.deployctl.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The single values of somebody else's file of settings, by their keys with dots between. Never strict: what it cannot read is not there. */
public final class FlatYaml {
    private FlatYaml() {}

    /** Returns those of the first document; others are for profiles. */
    public static Map<String, String> of(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            LoadSettings settings =
                    LoadSettings.builder().setAllowDuplicateKeys(true).build();
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                Nesting.refuseTooDeep(node);
                add(values, "", node);
                break;
            }
        } catch (YamlEngineException | ConfigException | StackOverflowError e) {
            return Map.of();
        }
        return values;
    }

    private static void add(Map<String, String> values, String prefix, Node node) {
        if (node instanceof ScalarNode scalar) {
            values.putIfAbsent(prefix, scalar.getValue());
        } else if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                String key = Yaml.text(entry.getKeyNode());
                add(values, prefix.isEmpty() ? key : prefix + "." + key, entry.getValueNode());
            }
        }
    }
}
