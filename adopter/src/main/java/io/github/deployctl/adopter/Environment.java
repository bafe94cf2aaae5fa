package io.github.deployctl.adopter;

import io.github.deployctl.adopter.listener.Listener;
import io.github.deployctl.adopter.listener.Listeners;
import io.github.deployctl.adopter.listener.SelfProcess;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agent said at launch.
 *
 * @param nettyPrefixes where the app's jar holds relocated copies of Netty: prefixes of their package names, each with its dot
 * @param classList where the loaded classes are listed when the agent asks, or null where it will not
 * @param recordsPaths whether the paths that users ask for are counted
 */
record Environment(
        Path socket,
        String token,
        Listeners listeners,
        List<String> nettyPrefixes,
        @Nullable Path classList,
        boolean recordsPaths) {
    private static final String SOCKET = "DEPLOYCTL_ADOPTER_SOCKET";
    private static final String TOKEN = "DEPLOYCTL_TOKEN";
    private static final String LISTENERS = "DEPLOYCTL_LISTENERS";
    private static final String NETTY_PREFIXES = "DEPLOYCTL_NETTY_PREFIXES";
    private static final String CLASS_LIST = "DEPLOYCTL_CLASS_LIST";
    private static final String RECORD_PATHS = "DEPLOYCTL_RECORD_PATHS";
    private static final int TOKEN_LENGTH = 32;

    /** Whether this JVM was launched by an agent at all. */
    static boolean isPresent(Map<String, String> variables) {
        return variables.containsKey(SOCKET);
    }

    /**
     * Reads the variables.
     *
     * @throws IllegalArgumentException if one is missing or malformed
     */
    static Environment read(Map<String, String> variables) {
        String token = value(variables, TOKEN);
        if (!isToken(token)) {
            throw new IllegalArgumentException(TOKEN + " is not " + TOKEN_LENGTH + " hex digits");
        }
        try {
            return new Environment(
                    Path.of(value(variables, SOCKET)),
                    token,
                    Listeners.parse(value(variables, LISTENERS)),
                    nettyPrefixes(variables),
                    variables.containsKey(CLASS_LIST) ? Path.of(value(variables, CLASS_LIST)) : null,
                    "1".equals(variables.get(RECORD_PATHS)));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("a path cannot be one: " + e.getMessage(), e);
        }
    }

    /**
     * Checks that the fds are there. They are not in a JVM that the app started itself: the JDK passes variables on to a child,
     * but no fds.
     *
     * @throws IllegalArgumentException if one is no socket
     */
    void requireSockets() {
        for (Listener listener : listeners.all()) {
            if (!SelfProcess.isSocket(listener.publicFd()) || !SelfProcess.isSocket(listener.privateFd())) {
                throw new IllegalArgumentException(
                        "the sockets of listener " + listener.name() + " were not handed over");
            }
        }
    }

    /** Entries that are no prefix of a package name are passed over: the listeners do not depend on them. */
    private static List<String> nettyPrefixes(Map<String, String> variables) {
        List<String> prefixes = new ArrayList<>();
        @Nullable String value = variables.get(NETTY_PREFIXES);
        for (String prefix : value == null ? new String[0] : value.split(";", -1)) {
            if (prefix.length() > 1 && prefix.endsWith(".")) {
                prefixes.add(prefix);
            }
        }
        return prefixes;
    }

    private static String value(Map<String, String> variables, String name) {
        @Nullable String value = variables.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return text.length() == TOKEN_LENGTH;
    }
}
