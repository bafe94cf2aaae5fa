package io.github.deployctl.common.config;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Quoted;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the app's process is started: {@code java -jar} with the artifact, or a command of its own.
 *
 * @param javaHome the Java to use, or null for the host's own (JAVA_HOME, else {@code java} on the PATH)
 * @param javaVersion which feature releases will do, or null for any
 * @param options for the JVM, before {@code -jar}
 * @param args for the app, after the jar
 * @param cwd the working folder, relative to the app's state folder
 * @param env set for the app; the host's env file wins over it
 * @param command the program and its arguments instead of {@code java -jar}, or empty; {@value #ARTIFACT} in a word is the artifact's path
 */
public record Launch(
        @Nullable String javaHome,
        @Nullable JavaRequirement javaVersion,
        List<String> options,
        List<String> args,
        String cwd,
        Map<String, String> env,
        List<String> command) {
    /** What stands for the artifact's real path in a word of the command. */
    public static final String ARTIFACT = "{artifact}";

    private static final Pattern CWD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** A process without any setting of its own. */
    public static final Launch DEFAULT = new Launch(null, null, List.of(), List.of(), "work", Map.of());

    /** Of a jar. */
    public Launch(
            @Nullable String javaHome,
            @Nullable JavaRequirement javaVersion,
            List<String> options,
            List<String> args,
            String cwd,
            Map<String, String> env) {
        this(javaHome, javaVersion, options, args, cwd, env, List.of());
    }

    public Launch {
        options = List.copyOf(options);
        args = List.copyOf(args);
        requireNonNull(cwd, "cwd");
        env = Map.copyOf(env);
        // Absent in what a client wrote that knew jars alone.
        command = command == null ? List.of() : List.copyOf(command);
        if (!CWD.matcher(cwd).matches() || cwd.contains("..")) {
            throw new IllegalArgumentException("cwd " + Quoted.of(cwd) + " is not a plain relative path");
        }
        options.forEach(Launch::refuseNul);
        args.forEach(Launch::refuseNul);
        command.forEach(Launch::refuseNul);
        refuseHalves(options, args, command);
        env.forEach((name, value) -> {
            if (!ENV_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("environment variable " + Quoted.of(name) + " is not a valid name");
            }
            refuseNul(value);
        });
    }

    /** Tells whether the app is started by a command of its own. */
    public boolean isCommand() {
        return !command.isEmpty();
    }

    /** Tells whether the artifact itself is the program. */
    public boolean isArtifactProgram() {
        return isCommand() && command.get(0).equals(ARTIFACT);
    }

    private static void refuseHalves(List<String> options, List<String> args, List<String> command) {
        if (command.isEmpty()) {
            return;
        }
        if (command.get(0).isBlank()) {
            throw new IllegalArgumentException("command names no program");
        }
        if (!options.isEmpty() || !args.isEmpty()) {
            throw new IllegalArgumentException("command and java." + (options.isEmpty() ? "args" : "options")
                    + " exclude each other; write them as words of the command");
        }
    }

    private static void refuseNul(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "an argument or variable holds a NUL character, which execve(2) cannot pass");
        }
    }
}
