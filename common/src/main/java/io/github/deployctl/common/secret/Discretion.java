package io.github.deployctl.common.secret;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which values of a file of variables are secret: it has settings too, and without them a message says little. What is named after a secret is one. Anything
 * else is, unless its name is one that everybody knows the meaning of, or its value is a number, a single plain word, the address of a
 * server, or short.
 */
public final class Discretion {
    private static final Pattern NAMED_SO =
            Pattern.compile("(?i).*(PASS|PWD|SECRET|TOKEN|CREDENTIAL|PRIVATE|AUTH|KEY|SALT|COOKIE|SIGNATURE|DSN).*");

    /** What messages are full of, and nobody keeps a secret in. */
    private static final Pattern PUBLIC = Pattern.compile(
            "PATH|TZ|LANG|LANGUAGE|LC_[A-Z]+|USER|LOGNAME|SHELL|TERM|TMPDIR|HOSTNAME|([A-Z_]+_)?HOME|DEPLOYCTL_.*|.*_PROFILES_ACTIVE");

    /** The address of a server has no more than its name and its port: what follows may say who asks. */
    private static final Pattern PLAIN =
            Pattern.compile("[0-9.]+|[A-Za-z]+|[a-z]{2,10}://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?");

    /** In characters: of fewer there are no parts. */
    private static final int SHORT = 8;

    private Discretion() {}

    public static List<String> secret(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(entry -> isSecret(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getValue)
                .toList();
    }

    static boolean isSecret(String name, String value) {
        if (PUBLIC.matcher(name).matches() || !Redactor.isTakenOut(value)) {
            return false;
        }
        return isNamedSo(name)
                || (value.length() >= SHORT && !PLAIN.matcher(value).matches());
    }

    /** Returns the values whose names say that they are secrets. */
    public static List<String> named(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(entry -> isNamedSo(entry.getKey())
                        && !PUBLIC.matcher(entry.getKey()).matches())
                .map(Map.Entry::getValue)
                .toList();
    }

    static boolean isNamedSo(String name) {
        return NAMED_SO.matcher(name).matches();
    }
}
