package io.github.deployctl.common.secret;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A variable of an app's environment that nobody is shown.
 *
 * @param name of the variable
 * @param content its value in UTF-8, as Base64: it takes the same room on the wire whatever is in it
 */
public record Secret(String name, String content) {
    /** All of an app together, in bytes: they fit one line of the wire, and what knows them the agent's memory. */
    public static final int MOST_BYTES = 32 << 10;
    /** The same in Base64, in characters. */
    public static final int MOST_CHARACTERS = MOST_BYTES / 3 * 4 + 4;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    /** By these the agent, systemd and the adopter tell a process what it was handed. */
    private static final List<String> OURS = List.of("DEPLOYCTL_", "LISTEN_");

    private static final Set<String> SYSTEMS = Set.of("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "MAINPID");

    public Secret {
        name(name);
        requireNonNull(content, "content");
        if (Base64.getDecoder().decode(content).length > MOST_BYTES) {
            throw new IllegalArgumentException(name + " is longer than " + (MOST_BYTES >> 10) + " KiB");
        }
        if (text(content).indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " has a NUL in it, which no environment can hold");
        }
    }

    public static Secret of(String name, String value) {
        return new Secret(name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns {@code name} if a secret may have it; the message of the refusal has nothing of what stands after an equals sign. */
    public static String name(String name) {
        requireNonNull(name, "name");
        int equals = name.indexOf('=');
        if (equals >= 0) {
            throw new IllegalArgumentException(
                    "a value has no place on a command line, where other users and the shell's history see it");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(Quoted.of(name) + " is no name of a variable");
        }
        if (SYSTEMS.contains(name) || OURS.stream().anyMatch(name::startsWith)) {
            throw new IllegalArgumentException(name + " is set for each process and cannot be a secret");
        }
        return name;
    }

    public String value() {
        return text(content);
    }

    private static String text(String content) {
        return new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Secret[" + name + "]";
    }
}
