package io.github.deployctl.cli.remote.hostkey;

import java.util.Optional;

/**
 * One line of a known_hosts file.
 *
 * @param place {@code file:line}, for messages
 */
record KnownHost(Marker marker, HostPatterns hosts, HostKey key, String place) {
    /** What a line says of its key. */
    enum Marker {
        /** This host has it. */
        NONE,
        /** It must never be accepted. */
        REVOKED,
        /** It signs host certificates, and is no host's own. */
        CERT_AUTHORITY
    }

    /** Reads a line; empty for comments, blank lines and what ssh(1) would skip too. */
    static Optional<KnownHost> parse(String line, String place) {
        String[] fields = line.strip().split("\\s+", -1);
        if (line.isBlank() || fields[0].startsWith("#")) {
            return Optional.empty();
        }
        Marker marker = switch (fields[0]) {
            case "@revoked" -> Marker.REVOKED;
            case "@cert-authority" -> Marker.CERT_AUTHORITY;
            default -> Marker.NONE;
        };
        int first = marker == Marker.NONE ? 0 : 1;
        if (fields.length < first + 3) {
            return Optional.empty();
        }
        try {
            HostKey key = new HostKey(fields[first + 1], fields[first + 2]);
            return Optional.of(new KnownHost(marker, new HostPatterns(fields[first]), key, place));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
