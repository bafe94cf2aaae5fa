package io.github.deployctl.cli.deploy;

import io.github.deployctl.common.fetch.Origin;
import org.jspecify.annotations.Nullable;

/**
 * How an artifact comes to the hosts, and what vouches for it.
 *
 * @param origin from which each host fetches it itself, or null where it is sent from here
 * @param signature of its bytes, as {@code ssh-keygen -Y sign} makes it, or null
 */
public record Provenance(@Nullable Origin origin, @Nullable String signature) {
    /** Sent from here, without a signature. */
    static final Provenance PLAIN = new Provenance(null, null);
}
