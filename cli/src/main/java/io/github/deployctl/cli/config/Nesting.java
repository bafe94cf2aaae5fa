package io.github.deployctl.cli.config;

import java.util.IdentityHashMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** How deep lists and maps stand in each other. Whoever walks over nodes does so by calls of itself, which an alias to what is around it would never end. */
final class Nesting {
    static final String TOO_DEEP = "not valid YAML: nested too deeply";

    /** No key needs more than five; settings of other programs may need some more. */
    private static final int DEEPEST = 50;

    /** Of each node that was looked at, how many levels it has; 0 while those below it are looked at. */
    private final IdentityHashMap<Node, Integer> levels = new IdentityHashMap<>();

    private Nesting() {}

    /**
     * Does nothing for a node that can be walked over.
     *
     * @throws ConfigException for one that is deeper than any setting, or that holds itself
     */
    static void refuseTooDeep(Node root) {
        new Nesting().levels(root, 1);
    }

    /** An alias may stand in many places: each node is walked over once, and known by its levels then. */
    private int levels(Node node, int depth) {
        Integer known = levels.get(node);
        if (known != null && known == 0) {
            throw ConfigException.at(node, "not valid YAML: it holds itself by an alias");
        }
        if (depth + (known == null ? 0 : known - 1) > DEEPEST) {
            throw ConfigException.at(node, TOO_DEEP);
        }
        if (known != null) {
            return known;
        }
        levels.put(node, 0);
        int below = 0;
        if (node instanceof SequenceNode list) {
            for (Node entry : list.getValue()) {
                below = Math.max(below, levels(entry, depth + 1));
            }
        } else if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                below = Math.max(below, levels(entry.getKeyNode(), depth + 1));
                below = Math.max(below, levels(entry.getValueNode(), depth + 1));
            }
        }
        levels.put(node, below + 1);
        return below + 1;
    }
}
