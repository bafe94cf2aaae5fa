package io.github.deployctl.cli.config;

import io.github.deployctl.cli.config.key.Key;
import io.github.deployctl.cli.config.key.Keys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * All that is wrong in a file. The reader stops at the first fault; here what it refused is taken out, or its key's example put in its place, and the rest is
 * read again, so that what is found is what the reader says and nothing else.
 */
// A node is looked for, not one that says the same.
@SuppressWarnings("ReferenceEquality")
final class Findings {
    /** Nobody reads more. */
    private static final int MOST = 100;

    private final Node root;

    private Findings(Node root) {
        this.root = root;
    }

    /** Returns what {@code reader} refuses in the file with this text, in the order of its lines. */
    static List<Finding> in(String text, FileReading reader) {
        List<Finding> found = new ArrayList<>();
        try {
            Findings findings = new Findings(Yaml.root(text));
            for (boolean again = true; again && found.size() < MOST; ) {
                again = findings.readOnce(reader, found);
            }
        } catch (ConfigException e) {
            found.add(e.finding());
        }
        found.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
        return List.copyOf(found);
    }

    /** What reads the whole of a file. */
    @FunctionalInterface
    interface FileReading {
        void read(Node root);
    }

    /** Returns whether there may be more to be found. */
    private boolean readOnce(FileReading reader, List<Finding> found) {
        try {
            reader.read(root);
            return false;
        } catch (ConfigException e) {
            found.add(e.finding());
            return mend(e);
        }
    }

    private boolean mend(ConfigException fault) {
        @Nullable Node node = fault.node();
        if (node == null) {
            return false;
        }
        Optional<String> missing = fault.missing();
        if (missing.isPresent() && node instanceof MappingNode section) {
            return Keys.named(missing.get()).map(key -> add(section, key)).orElse(false);
        }
        return isWithout(root, node, "");
    }

    private static boolean add(MappingNode section, Key key) {
        List<NodeTuple> entries = new ArrayList<>(section.getValue());
        entries.add(new NodeTuple(Yaml.root(key.name()), Yaml.root(key.example())));
        section.setValue(entries);
        return true;
    }

    /** Takes {@code fault} out of what is below {@code node}; returns whether it was there. */
    private static boolean isWithout(Node node, Node fault, String path) {
        if (node instanceof SequenceNode list) {
            return isWithout(list, fault, path);
        }
        return node instanceof MappingNode map && isWithout(map, fault, path);
    }

    private static boolean isWithout(SequenceNode list, Node fault, String path) {
        List<Node> entries = list.getValue();
        for (Node entry : entries) {
            if (isWithout(entry, fault, path)) {
                return true;
            }
        }
        return entries.size() > 1 && entries.removeIf(entry -> entry == fault);
    }

    private static boolean isWithout(MappingNode map, Node fault, String path) {
        List<NodeTuple> entries = new ArrayList<>(map.getValue());
        for (int i = 0; i < entries.size(); i++) {
            Node name = entries.get(i).getKeyNode();
            Node value = entries.get(i).getValueNode();
            String inner = path.isEmpty() ? Yaml.text(name) : path + "." + Yaml.text(name);
            if (name != fault && value != fault && isWithout(value, fault, inner)) {
                boolean isEmptied =
                        value instanceof MappingNode rest && rest.getValue().isEmpty();
                return !isEmptied || isReplaced(entries, i, Keys.named(inner).filter(Key::isRequired), map);
            }
            if (name == fault || value == fault || isOnlyEntry(value, fault)) {
                return isReplaced(
                        entries, i, value == fault || name != fault ? Keys.named(inner) : Optional.empty(), map);
            }
        }
        return false;
    }

    /** A list of one entry is as wrong as that. */
    private static boolean isOnlyEntry(Node value, Node fault) {
        return value instanceof SequenceNode list
                && list.getValue().size() == 1
                && list.getValue().get(0) == fault;
    }

    /** Puts the example of a key that has to be there in the place of its value, and takes away any other. */
    private static boolean isReplaced(List<NodeTuple> entries, int at, Optional<Key> key, MappingNode map) {
        if (key.filter(Key::isRequired).isPresent()) {
            entries.set(
                    at,
                    new NodeTuple(
                            entries.get(at).getKeyNode(),
                            Yaml.root(key.orElseThrow().example())));
        } else {
            entries.remove(at);
        }
        map.setValue(entries);
        return true;
    }
}
