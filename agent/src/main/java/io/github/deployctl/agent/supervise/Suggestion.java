package io.github.deployctl.agent.supervise;

import io.github.deployctl.common.config.ListenAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The line of {@code deployctl.yml} that would have another port handed over. */
final class Suggestion {
    private static final Set<String> ANY = Set.of("*", "0.0.0.0", "::", "[::]");

    private Suggestion() {}

    /** Returns {@code listeners: {http: 8080, port-9090: 9090}}. */
    static String declaring(Place place, Map<String, ListenAddress> declared) {
        List<String> entries = new ArrayList<>();
        declared.forEach((name, address) -> entries.add(name + ": " + quoted(address.toString())));
        String host = place.isAnyAddress()
                ? ""
                : (place.host().contains(":") ? "[" + place.host() + "]" : place.host()) + ":";
        entries.add("port-" + place.port() + ": " + quoted(host + place.port()));
        return "listeners: {" + String.join(", ", entries) + "}";
    }

    /** In a flow mapping of YAML a plain scalar must not hold {@code ": "} or brackets. */
    private static String quoted(String address) {
        return address.contains(":") ? "\"" + address + "\"" : address;
    }

    /**
     * Where something listens.
     *
     * @param host a literal without brackets, or {@code *}
     */
    record Place(String host, int port) {
        /** Reads {@code 127.0.0.1:9090} or {@code [::1]:9090}. */
        static Place parse(String address) {
            int colon = address.lastIndexOf(':');
            String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
            return new Place(host, Integer.parseInt(address.substring(colon + 1)));
        }

        boolean isAnyAddress() {
            return ANY.contains(host);
        }

        @Override
        public String toString() {
            String shown = isAnyAddress() ? "*" : host;
            return (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
        }
    }
}
