package io.github.deployctl.common.config;

import org.jspecify.annotations.Nullable;

/**
 * Which releases stay on a host. Those that are in use, and the one to go back to, stay whatever it says.
 *
 * @param keep how many, the newest
 * @param maxBytes that all may take together, or null for any number
 */
public record Retention(int keep, @Nullable Long maxBytes) {
    public static final Retention DEFAULT = new Retention(5, null);

    public Retention {
        if (keep < 1 || keep > 1000) {
            throw new IllegalArgumentException("releases.keep must be between 1 and 1000");
        }
        if (maxBytes != null && maxBytes < 1) {
            throw new IllegalArgumentException("releases.max-size must be more than nothing");
        }
    }

    public Retention(int keep) {
        this(keep, null);
    }
}
