package io.github.deployctl.agent.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Java an app is started with.
 *
 * @param executable its {@code java}
 * @param feature its feature release, 17 say; 0 when its {@code release} file does not tell
 */
public record JavaRuntime(Path executable, int feature) {
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)");

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
        return Optional.of(new JavaRuntime(java, featureOf(java)));
    }

    /** A JDK and a JRE both have a file named {@code release} beside {@code bin}; asking {@code java -version} would cost a JVM start. */
    private static int featureOf(Path java) {
        try {
            Path release = java.toRealPath().resolve("../../release").normalize();
            Matcher version = VERSION.matcher(Files.readString(release));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
