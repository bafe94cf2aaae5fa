package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.os.PortRange;
import io.github.deployctl.agent.supervise.Suggestion.Place;
import io.github.deployctl.common.config.ListenAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares where two generations listen beside the listeners that were handed over. While both run only one of them can have a fixed port, so a difference
 * tells that the newer one has it no more, or elsewhere, once the older one has ended. Ports of the kernel's choice differ always and tell nothing.
 */
final class ListeningSets {
    /** Servers that find a port taken try the next ones; a difference up to this is taken for that. */
    private static final int NEAR = 10;

    private final PortRange ephemeral;
    private final Map<String, ListenAddress> declared;

    /** @param declared by the newer one's release */
    ListeningSets(PortRange ephemeral, Map<String, ListenAddress> declared) {
        this.ephemeral = ephemeral;
        this.declared = declared;
    }

    /** A generation and the addresses that it has opened itself, as {@code [::]:9090}. */
    record Side(long number, List<String> addresses) {}

    /** Returns a sentence for each port that differs. */
    List<String> differences(Side old, Side next) {
        NavigableMap<Integer, Place> lost = fixed(old);
        NavigableMap<Integer, Place> gained = fixed(next);
        lost.keySet().removeAll(fixed(next).keySet());
        gained.keySet().removeAll(fixed(old).keySet());
        List<String> differences = new ArrayList<>();
        lost.forEach((port, place) -> {
            Optional<Integer> moved = gained.keySet().stream()
                    .filter(p -> p > port && p - port <= NEAR)
                    .findFirst();
            moved.ifPresent(gained::remove);
            differences.add(moved.map(to -> "port " + port + " of generation " + old.number() + " is " + to
                                    + " in generation " + next.number() + ", since it was taken")
                            .orElse("generation " + next.number() + " does not listen on " + place
                                    + ", where generation " + old.number() + " does")
                    + advice(place));
        });
        gained.forEach((port, place) -> differences.add(
                "generation " + next.number() + " listens on " + place + ", which is new" + advice(place)));
        return differences;
    }

    private String advice(Place place) {
        return declared.values().stream().anyMatch(address -> address.port() == place.port())
                ? ""
                : "; to have it handed over: " + Suggestion.declaring(place, declared);
    }

    private NavigableMap<Integer, Place> fixed(Side side) {
        NavigableMap<Integer, Place> fixed = new TreeMap<>();
        for (String address : side.addresses()) {
            Place place = Place.parse(address);
            if (!ephemeral.contains(place.port())) {
                fixed.putIfAbsent(place.port(), place);
            }
        }
        return fixed;
    }
}
