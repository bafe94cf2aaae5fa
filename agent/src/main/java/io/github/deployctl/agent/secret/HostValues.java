package io.github.deployctl.agent.secret;

import io.github.deployctl.common.secret.Redactor;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which values of a file of variables are secret: it has settings too, and without them a message says little. What is named after a secret is one. Anything
 * else is, unless its name is one that everybody knows the meaning of, or its value is a number, a single plain word, or short.
 */
public final class HostValues {
    private static final Pattern NAMED_SO =
            Pattern.compile("(?i).*(PASS|PWD|SECRET|TOKEN|CREDENTIAL|PRIVATE|AUTH|KEY|SALT|COOKIE|SIGNATURE|DSN).*");

    /** What messages are full of, and nobody keeps a secret in. */
    private static final Pattern PUBLIC = Pattern.compile(
            "PATH|TZ|LANG|LANGUAGE|LC_[A-Z]+|USER|LOGNAME|SHELL|TERM|TMPDIR|HOSTNAME|([A-Z_]+_)?HOME|DEPLOYCTL_.*|.*_PROFILES_ACTIVE");

    private static final Pattern PLAIN = Pattern.compile("[0-9.]+|[A-Za-z]+");
    /** In characters: of fewer there are no parts. */
    private static final int SHORT = 8;

    private HostValues() {}

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

    /** Tells whether the name of a variable says that its value is a secret. */
    public static boolean isNamedSo(String name) {
        return NAMED_SO.matcher(name).matches();
    }
}
