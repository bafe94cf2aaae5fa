package io.github.deployctl.cli.shell;

import io.github.deployctl.cli.secret.KnownSecrets;
import io.github.deployctl.common.secret.Discretion;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which lines are fit to be kept: none that begins with a blank, and none with something in it that looks like a secret. */
final class Discreet {
    /** Refused where it is run, too late for a history. */
    private static final Pattern VARIABLE = Pattern.compile("\\benv\\s.*=", Pattern.DOTALL);

    private final KnownSecrets secrets;

    Discreet(KnownSecrets secrets) {
        this.secrets = secrets;
    }

    boolean isFit(String line) {
        return !line.isBlank()
                && !Character.isWhitespace(line.charAt(0))
                && !VARIABLE.matcher(line).find()
                && secrets.redact(line).equals(line)
                && Words.commands(line).stream().flatMap(List::stream).noneMatch(Discreet::tells);
    }

    /** What a command on a host is given, {@code --password=X} or {@code TOKEN=X} or {@code --password X}, is by its name what it is. */
    private static boolean tells(List<String> words) {
        int end = words.indexOf("--");
        return words.stream().anyMatch(word -> word.contains("=") && isNamedSo(word.substring(0, word.indexOf('='))))
                || (end >= 0
                        && words.stream().skip(end + 1L).anyMatch(word -> word.startsWith("-") && isNamedSo(word)));
    }

    private static boolean isNamedSo(String name) {
        return !Discretion.named(Map.of(name.replaceFirst("^-+", ""), "")).isEmpty();
    }
}
