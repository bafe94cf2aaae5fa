package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Prepares commands that run once in the environment of a release. Any thread may ask. */
public final class Errands {
    private static final Path NO_LOG = Path.of("/dev/null");

    private final StorePaths paths;
    private final Preflight preflight;
    private final Processes processes;
    private final ErrandRecords records;
    /** Each with the release that it was started from. */
    private final Map<Errand, ReleaseId> running = new ConcurrentHashMap<>();

    public Errands(StorePaths paths, Preflight preflight, Processes processes) {
        this.paths = paths;
        this.preflight = preflight;
        this.processes = processes;
        this.records = new ErrandRecords(paths.errands());
    }

    /** Ends what a former agent has left; nobody waits for it any more. */
    public void resume() throws IOException {
        records.endLeft(processes);
    }

    /**
     * Starts one.
     *
     * @throws IOException when it cannot be started
     */
    public Errand start(List<String> argv, Release release, Errand.Outlet outlet) throws IOException, FailureException {
        Map<String, String> env = environment(release);
        preflight.allowsRuns(env);
        return start(argv, release, env, outlet);
    }

    /**
     * Starts what a release wants run before it.
     *
     * @param told further variables
     * @throws IOException when it cannot be started
     */
    public Errand start(BeforeStart hook, Release release, Map<String, String> told, Errand.Outlet outlet)
            throws IOException, FailureException {
        Map<String, String> env = environment(release);
        preflight.allowsHooks(env);
        env.putAll(told);
        env.put("DEPLOYCTL_HOOK", BeforeStart.NAME);
        return start(hook.command(), release, env, outlet);
    }

    /** Ends all that run, at once. */
    public void killAll(String why) {
        running.keySet().forEach(errand -> errand.kill(why));
    }

    /** Returns the releases that something runs from. */
    public Set<ReleaseId> releases() {
        return Set.copyOf(running.values());
    }

    private Map<String, String> environment(Release release) throws FailureException {
        Launch launch = release.declaration().launch();
        String artifact = artifact(release);
        Map<String, String> env = preflight.environment(launch);
        OwnCommand.addJava(launch, env);
        env.put("DEPLOYCTL_APP", release.declaration().app().value());
        env.put("DEPLOYCTL_RELEASE", release.id().value());
        env.put("DEPLOYCTL_ARTIFACT", artifact);
        env.put("DEPLOYCTL_JAR", artifact);
        return env;
    }

    private Errand start(List<String> argv, Release release, Map<String, String> env, Errand.Outlet outlet)
            throws IOException {
        Path cwd = paths.state().resolve(release.declaration().launch().cwd());
        Files.createDirectories(cwd);
        String artifact = artifact(release);
        List<String> words = argv.stream()
                .map(word -> word.replace(Launch.ARTIFACT, artifact))
                .toList();
        // On the disk before the process is there: an agent that comes after this one finds it by that.
        String token = records.begin();
        env.put(ErrandRecords.TOKEN, token);
        try {
            Errand errand = Errand.start(processes, new LaunchCommand(words, env, cwd, NO_LOG, List.of()), outlet);
            running.put(errand, release.id());
            errand.whenOver(() -> {
                running.remove(errand);
                records.end(token);
            });
            return errand;
        } catch (IOException | RuntimeException e) {
            records.end(token);
            throw e;
        }
    }

    private String artifact(Release release) {
        return paths.artifact(release.id()).toAbsolutePath().toString();
    }
}
