package io.github.deployctl.cli.remote.hostkey;

import org.jspecify.annotations.Nullable;

/** What the known_hosts files say of a key that a host has shown. */
public sealed interface Verdict {
    /**
     * It is the host's.
     *
     * @param place of the line that says so, {@code file:line}
     */
    record Known(String place) implements Verdict {}

    /**
     * Nothing is known of the host.
     *
     * @param certificate why its certificate was not taken, or null when it showed none
     */
    record Unknown(@Nullable String certificate) implements Verdict {}

    /**
     * Another key is known.
     *
     * @param expected one of the same type, where there is one
     * @param place of that key, {@code file:line}
     * @param certificate why its certificate was not taken, or null when it showed none
     */
    record Changed(HostKey expected, String place, @Nullable String certificate) implements Verdict {}

    /**
     * The key, or the authority that signed its certificate, must not be accepted any more.
     *
     * @param place of the line that says so, {@code file:line}
     */
    record Revoked(String place) implements Verdict {}
}
