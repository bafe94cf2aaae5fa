package io.github.deployctl.cli.remote.hostkey;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a known_hosts file.
 *
 * @param place {@code file:line}, for messages
 */
record KnownHost(Marker marker, HostPatterns hosts, HostKey key, String place) {
    /** The names; the type; the key. Blanks are spaces and tabs and nothing else. */
    private static final Pattern LINE = Pattern.compile(
            "([^ \\t#@][^ \\t]*)[ \\t]+([^ \\t#][^ \\t]*)[ \\t]+([^ \\t]+)(?:[ \\t].*)?", Pattern.DOTALL);

    /** What a line says of its key. */
    enum Marker {
        /** This host has it. */
        NONE,
        /** It must never be accepted. */
        REVOKED,
        /** It signs host certificates, and is no host's own. */
        CERT_AUTHORITY
    }

    /** Reads a line; empty for comments, blank lines and what ssh(1) passes over too (hostkeys_foreach in hostfile.c). */
    static Optional<KnownHost> parse(String line, String place) {
        String text = afterBlanks(line);
        if (!text.startsWith("@")) {
            return parse(Marker.NONE, text, place);
        }
        // A tab ends a marker only in a line without any space (check_markers): another is passed over.
        int end = text.indexOf(text.indexOf(' ') < 0 ? '\t' : ' ');
        if (end < 0) {
            return Optional.empty();
        }
        return switch (text.substring(0, end)) {
            case "@revoked" -> parse(Marker.REVOKED, afterBlanks(text.substring(end)), place);
            case "@cert-authority" -> parse(Marker.CERT_AUTHORITY, afterBlanks(text.substring(end)), place);
            default -> Optional.empty();
        };
    }

    private static Optional<KnownHost> parse(Marker marker, String rest, String place) {
        Matcher fields = LINE.matcher(rest);
        if (!fields.matches()) {
            return Optional.empty();
        }
        return HostKey.parse(fields.group(2), fields.group(3))
                .map(key -> new KnownHost(marker, new HostPatterns(fields.group(1)), key, place));
    }

    private static String afterBlanks(String text) {
        int from = 0;
        while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
            from++;
        }
        return text.substring(from);
    }
}
