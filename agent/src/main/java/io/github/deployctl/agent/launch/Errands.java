package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Prepares commands that run once in the environment of a release. Any thread may ask. */
public final class Errands {
    private static final Path NO_LOG = Path.of("/dev/null");

    private final StorePaths paths;
    private final Preflight preflight;
    private final Processes processes;

    public Errands(StorePaths paths, Preflight preflight, Processes processes) {
        this.paths = paths;
        this.preflight = preflight;
        this.processes = processes;
    }

    /**
     * Starts one.
     *
     * @throws IOException when it cannot be started
     */
    public Errand start(List<String> argv, Release release, Errand.Outlet outlet) throws IOException, FailureException {
        Launch launch = release.declaration().launch();
        String artifact = paths.artifact(release.id()).toAbsolutePath().toString();
        Map<String, String> env = preflight.environment(launch);
        preflight.allowsRuns(env);
        OwnCommand.addJava(launch, env);
        env.put("DEPLOYCTL_APP", release.declaration().app().value());
        env.put("DEPLOYCTL_RELEASE", release.id().value());
        env.put("DEPLOYCTL_ARTIFACT", artifact);
        env.put("DEPLOYCTL_JAR", artifact);
        Path cwd = paths.state().resolve(launch.cwd());
        Files.createDirectories(cwd);
        List<String> words = argv.stream()
                .map(word -> word.replace(Launch.ARTIFACT, artifact))
                .toList();
        return Errand.start(processes, new LaunchCommand(words, env, cwd, NO_LOG, List.of()), outlet);
    }
}
