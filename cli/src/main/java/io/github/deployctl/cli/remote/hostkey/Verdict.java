package io.github.deployctl.cli.remote.hostkey;

/** What the known_hosts files say of a key that a host has shown. */
public sealed interface Verdict {
    /** It is the host's. */
    record Known() implements Verdict {}

    /** Nothing is known of the host, or only keys of other types. */
    record Unknown() implements Verdict {}

    /**
     * Another key of the same type is known.
     *
     * @param place of that key, {@code file:line}
     */
    record Changed(HostKey expected, String place) implements Verdict {}

    /**
     * The key must not be accepted any more.
     *
     * @param place of the line that says so, {@code file:line}
     */
    record Revoked(String place) implements Verdict {}
}
