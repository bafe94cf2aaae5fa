package io.github.deployctl.common.config;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Quoted;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the app's JVM is started.
 *
 * @param javaHome the Java to use, or null for the host's own (JAVA_HOME, else {@code java} on the PATH)
 * @param javaVersion which feature releases will do, or null for any
 * @param options for the JVM, before {@code -jar}
 * @param args for the app, after the jar
 * @param cwd the working folder, relative to the app's state folder
 * @param env set for the app; the host's env file wins over it
 */
public record Launch(
        @Nullable String javaHome,
        @Nullable JavaRequirement javaVersion,
        List<String> options,
        List<String> args,
        String cwd,
        Map<String, String> env) {
    private static final Pattern CWD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** A process without any setting of its own. */
    public static final Launch DEFAULT = new Launch(null, null, List.of(), List.of(), "work", Map.of());

    public Launch {
        options = List.copyOf(options);
        args = List.copyOf(args);
        requireNonNull(cwd, "cwd");
        env = Map.copyOf(env);
        if (!CWD.matcher(cwd).matches() || cwd.contains("..")) {
            throw new IllegalArgumentException("cwd " + Quoted.of(cwd) + " is not a plain relative path");
        }
        options.forEach(Launch::refuseNul);
        args.forEach(Launch::refuseNul);
        env.forEach((name, value) -> {
            if (!ENV_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("environment variable " + Quoted.of(name) + " is not a valid name");
            }
            refuseNul(value);
        });
    }

    private static void refuseNul(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "an argument or variable holds a NUL character, which execve(2) cannot pass");
        }
    }
}
