package io.github.deployctl.cli.config;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.host.Inventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code hosts}: a list, or groups of them. */
final class HostsReader {
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    private HostsReader() {}

    static Inventory read(Optional<Node> hosts) {
        return hosts.map(HostsReader::inventory).orElse(Inventory.NONE);
    }

    private static Inventory inventory(Node node) {
        if (!(node instanceof MappingNode)) {
            return new Inventory(Map.of(Inventory.ALL, addresses(node, "hosts")));
        }
        Map<String, List<HostAddress>> groups = new LinkedHashMap<>();
        Section.open(node, "hosts").entries().forEach((name, entry) -> {
            if (!GROUP.matcher(name).matches()) {
                throw ConfigException.at(
                        entry.getKeyNode(), "a group's name holds only letters, digits, dots, hyphens and underscores");
            }
            groups.put(name, addresses(entry.getValueNode(), "hosts." + name));
        });
        return new Inventory(groups);
    }

    private static List<HostAddress> addresses(Node node, String what) {
        List<HostAddress> addresses = Values.list(node, what).stream()
                .map(item -> Values.parsed(item, "an entry of " + what, HostAddress::parse))
                .toList();
        if (addresses.isEmpty()) {
            throw ConfigException.at(node, what + " lists no host");
        }
        return addresses;
    }
}
