package io.github.deployctl.cli.init;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a project.
 *
 * @param name of the app
 * @param artifact the executable jar, relative to the project's folder, built or not
 * @param port that it listens on
 * @param ready the path that tells whether it is ready
 * @param build how it is built
 * @param notes what somebody has to know or do
 */
public record Project(
        Optional<Guess> name,
        Optional<Guess> artifact,
        Optional<Guess> port,
        Optional<Guess> ready,
        Build build,
        List<String> notes) {
    public Project {
        requireNonNull(build, "build");
        notes = List.copyOf(notes);
    }

    /** Returns what {@code folder} is called; the root of a file system has no name. */
    static String nameOf(Path folder) {
        Path last = folder.getFileName();
        return last == null ? "app" : last.toString();
    }

    /**
     * How it is built.
     *
     * @param tool {@code maven}, {@code gradle}, or empty where that is not known
     * @param command that builds it
     * @param java the Java release that it takes
     */
    public record Build(String tool, String command, int java) {
        /** What deployctl takes itself, and so the least that is proposed. */
        static final int OLDEST_JAVA = 17;

        static final Build UNKNOWN = new Build("", "", OLDEST_JAVA);

        public Build {
            java = Math.max(java, OLDEST_JAVA);
        }
    }
}
