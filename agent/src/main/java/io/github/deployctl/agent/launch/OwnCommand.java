package io.github.deployctl.agent.launch;

import io.github.deployctl.common.config.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A launch by a command of the app's own. */
final class OwnCommand {
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private OwnCommand() {}

    /** Returns its words, the artifact's path in its place. */
    static List<String> argv(Launch launch, Path artifact) {
        String path = artifact.toAbsolutePath().toString();
        return launch.command().stream()
                .map(word -> word.replace(Launch.ARTIFACT, path))
                .toList();
    }

    /** Puts the declared JDK, if there is one, where scripts look for a Java. */
    static void addJava(Launch launch, Map<String, String> env) {
        String home = launch.javaHome();
        if (home != null) {
            env.put("JAVA_HOME", home);
            env.put("PATH", home + "/bin:" + env.getOrDefault("PATH", DEFAULT_PATH));
        }
    }

    /**
     * Has the adopter loaded by whatever JVM the command starts. JDK_JAVA_OPTIONS is read by the {@code java} launcher of JDK 9 and later alone, so a helper
     * on Java 8 or a JVM inside another program is left as it is. The launcher says on stderr that it has picked the variable up (a line that begins with
     * {@code NOTE:}), which is how the line comes into the app's log.
     */
    static void addAdopter(Path adopterJar, Map<String, String> env) {
        String own = quoted("-javaagent:" + adopterJar);
        env.merge("JDK_JAVA_OPTIONS", own, (before, option) -> option + " " + before);
    }

    /**
     * Returns one word of that variable. The launcher splits it at white-space outside of quotes, takes both kinds of quotes off and knows no escapes, so a
     * quote that is meant stands between quotes of the other kind.
     */
    private static String quoted(String word) {
        return '"' + word.replace("\"", "\"'\"'\"") + '"';
    }

    /** Tells whether {@code program} is there; one with a relative path cannot be told before the launch. */
    static boolean isThere(String program, Map<String, String> env) {
        if (program.startsWith("/")) {
            return isProgram(Path.of(program));
        }
        return program.contains("/")
                || List.of(env.getOrDefault("PATH", DEFAULT_PATH).split(":", -1)).stream()
                        .anyMatch(folder -> isProgram(Path.of(folder, program)));
    }

    private static boolean isProgram(Path file) {
        return Files.isExecutable(file) && !Files.isDirectory(file);
    }
}
