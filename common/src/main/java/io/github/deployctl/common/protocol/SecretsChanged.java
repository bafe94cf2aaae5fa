package io.github.deployctl.common.protocol;

import java.util.List;

/**
 * Variables are set, or forgotten.
 *
 * @param changed by name
 * @param unchanged were so already
 * @param overruled the host's own env file sets them too, and wins
 */
public record SecretsChanged(List<String> changed, List<String> unchanged, List<String> overruled)
        implements Reply.OfSecrets {
    public SecretsChanged {
        changed = List.copyOf(changed);
        unchanged = List.copyOf(unchanged);
        overruled = List.copyOf(overruled);
    }
}
