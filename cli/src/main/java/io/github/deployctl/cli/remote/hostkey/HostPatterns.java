package io.github.deployctl.cli.remote.hostkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first field of a known_hosts line: a comma-separated list of patterns with {@code *}, {@code ?} and {@code !}, or one hashed name. sshd(8),
 * SSH_KNOWN_HOSTS FILE FORMAT.
 */
final class HostPatterns {
    static final String HASHED = "|1|";

    /** Longer patterns match nothing, and end the line (match_pattern_list in match.c). */
    private static final int LONGEST = 1023;

    private final String field;

    HostPatterns(String field) {
        this.field = field;
    }

    /** Returns whether the line is about {@code name}, which is lower-case: {@code host}, or {@code [host]:port} where the port is not 22. */
    boolean match(String name) {
        if (field.startsWith("|")) {
            return hashMatches(name);
        }
        boolean matched = false;
        for (String pattern : List.of(field.split(",", -1))) {
            boolean negated = pattern.startsWith("!");
            String wanted = negated ? pattern.substring(1) : pattern;
            if (wanted.length() >= LONGEST) {
                return false;
            }
            if (matches(wanted.toLowerCase(Locale.ROOT), name)) {
                if (negated) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    /** Goes back to the last star only, so that no pattern takes longer than its length times the name's. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int star = -1;
        int resumed = 0;
        for (int n = 0; n < name.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resumed = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resumed;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(rest -> rest == '*');
    }

    private boolean hashMatches(String name) {
        if (!field.startsWith(HASHED)) {
            return false;
        }
        String[] parts = field.substring(HASHED.length()).split("\\|", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    hash(Base64.getDecoder().decode(parts[0]), name),
                    Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            // A broken line is about nobody, as for ssh(1).
            return false;
        }
    }

    static byte[] hash(byte[] salt, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no salt", e);
        }
    }
}
