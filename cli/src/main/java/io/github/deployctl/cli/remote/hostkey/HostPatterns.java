package io.github.deployctl.cli.remote.hostkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first field of a known_hosts line: a comma-separated list of patterns with {@code *}, {@code ?} and {@code !}, or one hashed name. sshd(8),
 * SSH_KNOWN_HOSTS FILE FORMAT.
 */
final class HostPatterns {
    private static final String HASHED = "|1|";

    private final String field;

    HostPatterns(String field) {
        this.field = field;
    }

    /** Returns whether the line is about {@code name}, which is lower-case: {@code host}, or {@code [host]:port} where the port is not 22. */
    boolean match(String name) {
        if (field.startsWith(HASHED)) {
            return hashMatches(name);
        }
        boolean matched = false;
        for (String pattern : List.of(field.split(",", -1))) {
            boolean negated = pattern.startsWith("!");
            if (glob(negated ? pattern.substring(1) : pattern).matcher(name).matches()) {
                if (negated) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }

    private boolean hashMatches(String name) {
        String[] parts = field.substring(HASHED.length()).split("\\|", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A broken line is about nobody, as for ssh(1).
            return false;
        }
    }
}
