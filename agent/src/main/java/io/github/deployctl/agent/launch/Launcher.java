package io.github.deployctl.agent.launch;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.archive.ArchiveKey;
import io.github.deployctl.agent.archive.ClassArchives;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.PrivateListener;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Starts generations: {@code java -javaagent:adopter <options> -jar <real path> <args>} or a command of the app's own, with the public listeners at
 * descriptor 3 and up and, for the adopter, a private one for each after them. One that inherits has the first listener at descriptor 0 too, where
 * {@code System.inheritedChannel()} looks for it.
 */
public final class Launcher {
    private static final int TOKEN_BYTES = 16;

    private final StorePaths paths;
    private final Path adopterJar;
    private final Listeners listeners;
    private final Processes processes;
    private final Preflight preflight;
    private final OwnAddress ownAddress;
    private final Clock clock;
    private final ClassArchives archives;
    private final SecureRandom random = new SecureRandom();

    public Launcher(Installation installation, Listeners listeners, Processes processes, Preflight preflight) {
        this.paths = installation.paths();
        this.adopterJar = installation.adopterJar();
        this.clock = installation.clock();
        this.listeners = listeners;
        this.processes = processes;
        this.preflight = preflight;
        this.ownAddress = new OwnAddress(listeners);
        this.archives = new ClassArchives(paths, processes);
    }

    /** Returns the archives of what was launched here. */
    public ClassArchives archives() {
        return archives;
    }

    /** Where things are, and the time. */
    public record Installation(StorePaths paths, Path adopterJar, Clock clock) {}

    /**
     * A launch that has its private listeners and its token, and is not begun. Closing it closes the agent's hold on the private listeners.
     *
     * @param own where the app itself answers the readiness request, if it does
     */
    public record Prepared(
            Release release, RunningProcess planned, Map<String, PrivateListener> privates, Optional<ProbeAddress> own)
            implements AutoCloseable {
        @Override
        public void close() {
            privates.values().forEach(listener -> listener.fd().close());
        }
    }

    public Prepared prepare(Release release) throws IOException, FailureException {
        Optional<ProbeAddress> own = ownAddress.settle(release.declaration().ready());
        Map<String, PrivateListener> privates = new LinkedHashMap<>();
        Map<String, Integer> ports = new LinkedHashMap<>();
        Set<String> names = release.declaration().listeners().keySet();
        try {
            for (String name : isAdopted(release) ? names : Set.<String>of()) {
                PrivateListener listener = listeners.openPrivate();
                privates.put(name, listener);
                ports.put(name, listener.port());
            }
        } catch (IOException e) {
            privates.values().forEach(opened -> opened.fd().close());
            throw e;
        }
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return new Prepared(
                release,
                RunningProcess.planned(HexFormat.of().formatHex(token), List.copyOf(names), ports, clock.instant()),
                privates,
                own);
    }

    /**
     * Starts it.
     *
     * @param open gives the public listener of an address
     */
    public ProcessId start(long number, Prepared prepared, Function<ListenAddress, Fd> open)
            throws IOException, FailureException {
        Release release = prepared.release();
        Map<String, String> env = preflight.environment(release.declaration().launch());
        Path artifact = paths.artifact(release.id());
        List<Fd> fds = new ArrayList<>();
        release.declaration().listeners().values().forEach(address -> fds.add(open.apply(address)));
        prepared.privates().values().forEach(listener -> fds.add(listener.fd()));
        List<String> argv = argv(number, release, env);
        env.putAll(identity(number, release, artifact));
        env.putAll(handOver(release, prepared.planned()));
        env.putAll(RelocatedNetty.environment(artifact));
        prepared.own().ifPresent(own -> env.put("DEPLOYCTL_READY_PORT", Integer.toString(own.port())));
        if (release.declaration().ready().notified()) {
            env.put("NOTIFY_SOCKET", paths.notifySocket(number).toAbsolutePath().toString());
        }
        Path cwd = paths.state().resolve(release.declaration().launch().cwd());
        Files.createDirectories(cwd);
        LaunchCommand command = new LaunchCommand(argv, env, cwd, paths.logFile(number), fds);
        return processes.launch(isAdopted(release) ? command : command.withStdin(fds.get(0)));
    }

    private static boolean isAdopted(Release release) {
        return release.declaration().handOver().isAdopted();
    }

    private List<String> argv(long number, Release release, Map<String, String> env) throws FailureException {
        Launch launch = release.declaration().launch();
        Path artifact = paths.artifact(release.id());
        if (launch.isCommand()) {
            preflight.command(launch, artifact, env);
            OwnCommand.addJava(launch, env);
            if (isAdopted(release)) {
                OwnCommand.addAdopter(adopterJar, env);
            }
            return OwnCommand.argv(launch, artifact);
        }
        JavaRuntime java = preflight.java(release.declaration(), artifact, env);
        List<String> argv = new ArrayList<>();
        argv.add(java.executable().toString());
        if (isAdopted(release)) {
            argv.add("-javaagent:" + adopterJar);
            ClassArchives.Additions additions = archive(number, release, java, env);
            argv.addAll(additions.options());
            env.putAll(additions.environment());
        }
        argv.addAll(launch.options());
        argv.add("-jar");
        argv.add(artifact.toAbsolutePath().toString());
        argv.addAll(launch.args());
        return argv;
    }

    /** The adopter is what lists the classes, so an app without it has no archive. */
    private ClassArchives.Additions archive(long number, Release release, JavaRuntime java, Map<String, String> env) {
        if (!release.declaration().startUp().archive()) {
            return ClassArchives.Additions.NONE;
        }
        ArchiveKey.Jvm jvm = new ArchiveKey.Jvm(
                java.executable(),
                java.feature(),
                release.declaration().launch().options());
        return ArchiveKey.of(jvm, paths.artifact(release.id()).toAbsolutePath(), env)
                .map(key -> archives.prepare(number, release.id(), key))
                .orElse(ClassArchives.Additions.NONE);
    }

    /** What a script may want to know of its place among the others. */
    private static Map<String, String> identity(long number, Release release, Path artifact) {
        return Map.of(
                "DEPLOYCTL_APP", release.declaration().app().value(),
                "DEPLOYCTL_RELEASE", release.id().value(),
                "DEPLOYCTL_GENERATION", Long.toString(number),
                "DEPLOYCTL_ARTIFACT", artifact.toAbsolutePath().toString());
    }

    /** What tells the adopter, and an app that speaks sd_listen_fds(3) itself, which descriptor is what. */
    private Map<String, String> handOver(Release release, RunningProcess planned) {
        Map<String, ListenAddress> addresses = release.declaration().listeners();
        List<String> names = planned.listeners();
        Map<String, String> env = new LinkedHashMap<>();
        env.put("DEPLOYCTL_TOKEN", planned.token());
        env.put("LISTEN_FDS", Integer.toString(names.size()));
        env.put("LISTEN_FDNAMES", String.join(":", names));
        if (!isAdopted(release)) {
            return env;
        }
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ListenAddress address = requireNonNull(addresses.get(names.get(i)), "every name is declared");
            int publicFd = RunningProcess.FIRST_FD + i;
            int privateFd = publicFd + names.size();
            entries.add(names.get(i) + " " + address.host() + " " + address.port() + " " + publicFd + " " + privateFd);
        }
        env.put(
                "DEPLOYCTL_ADOPTER_SOCKET",
                paths.adopterSocket().toAbsolutePath().toString());
        env.put("DEPLOYCTL_LISTENERS", String.join(";", entries));
        Warmup warmup = release.declaration().startUp().warmup();
        if (warmup != null && warmup.recorded()) {
            env.put("DEPLOYCTL_RECORD_PATHS", "1");
        }
        return env;
    }
}
