package io.github.deployctl.agent.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Java an app is started with.
 *
 * @param executable its {@code java}
 * @param feature its feature release, 17 say; 0 when its {@code release} file does not tell
 * @param modules that it has; empty when its {@code release} file does not tell
 */
public record JavaRuntime(Path executable, int feature, Set<String> modules) {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)");

    private static final Pattern MODULES = Pattern.compile("(?m)^MODULES=\"([^\"]*)\"");

    public JavaRuntime {
        modules = Set.copyOf(modules);
    }

    /** Tells whether it is known to have no {@code -javaagent}, as one made by jlink may: it has only the modules that were asked for. */
    public boolean lacksAgents() {
        return !modules.isEmpty() && !modules.contains("java.instrument");
    }

    /** Looks at {@code home}, then at JAVA_HOME, then along the PATH of {@code env}. */
    public static Optional<JavaRuntime> find(@Nullable String home, Map<String, String> env) {
        if (home != null) {
            return at(Path.of(home, "bin", "java"));
        }
        String javaHome = env.getOrDefault("JAVA_HOME", "");
        if (!javaHome.isEmpty()) {
            Optional<JavaRuntime> found = at(Path.of(javaHome, "bin", "java"));
            if (found.isPresent()) {
                return found;
            }
        }
        for (String folder :
                env.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin").split(":", -1)) {
            Optional<JavaRuntime> found = folder.isEmpty() ? Optional.empty() : at(Path.of(folder, "java"));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<JavaRuntime> at(Path java) {
        if (!Files.isExecutable(java) || Files.isDirectory(java)) {
            return Optional.empty();
        }
        String release = release(java);
        Matcher version = VERSION.matcher(release);
        Matcher modules = MODULES.matcher(release);
        return Optional.of(new JavaRuntime(
                java,
                version.find() ? Integer.parseInt(version.group(1)) : 0,
                modules.find() ? Set.of(modules.group(1).trim().split(" +", -1)) : Set.of()));
    }

    /** A JDK and a JRE both have a file named {@code release} beside {@code bin}; asking {@code java -version} would cost a JVM start. */
    private static String release(Path java) {
        try {
            return Files.readString(java.toRealPath().resolve("../../release").normalize());
        } catch (IOException e) {
            return "";
        }
    }
}
