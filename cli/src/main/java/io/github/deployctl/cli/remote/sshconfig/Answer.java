package io.github.deployctl.cli.remote.sshconfig;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration for one host, in the words of {@code ssh -G}.
 *
 * @param values by keyword in lower case; several only where a keyword has several, such as files
 */
public record Answer(Map<String, List<String>> values) {
    public Answer {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((keyword, all) -> copy.put(keyword, List.copyOf(all)));
        values = Map.copyOf(copy);
    }

    List<String> all(String keyword) {
        return values.getOrDefault(keyword, List.of());
    }

    /** Returns the value of a keyword that has one; empty where it is not set. */
    Optional<String> one(String keyword) {
        return all(keyword).stream().findFirst();
    }

    /** The same without {@code none}, which is how a keyword is unset. */
    Optional<String> set(String keyword) {
        return one(keyword).filter(value -> !value.equalsIgnoreCase("none"));
    }

    boolean is(String keyword, String value) {
        return one(keyword).filter(value::equalsIgnoreCase).isPresent();
    }
}
