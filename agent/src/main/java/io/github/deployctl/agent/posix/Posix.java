package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Connections;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.FileRanges;
import io.github.deployctl.agent.os.InitSystem;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.Notifications;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.SignalSource;
import io.github.deployctl.agent.os.Streams;
import io.github.deployctl.agent.os.Successor;
import io.github.deployctl.agent.procfs.ProcTable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** This machine's kernel, behind the interfaces of {@code os}. Made once, by the entry point; making it is what loads native code. */
public final class Posix {
    /** Tells an agent which descriptor has the lock that it inherits. */
    static final String LOCK_FD = "DEPLOYCTL_LOCK_FD";

    private static final String LAUNCHER = "DEPLOYCTL_LAUNCHER";
    private static final String AGENT_ONLY = "DEPLOYCTL_AGENT_ONLY";

    private final Listeners listeners;
    private final Streams streams;
    private final Processes processes;
    private final SignalSource signals;
    private final Notifications notifications;
    private final Connections connections;
    private final Orphans orphans;
    private final FileRanges fileRanges;
    private final Function<Service, InitSystem> services;
    private final FileLock locks;
    private final BiFunction<PosixSuccessor.Command, Optional<Fd>, Successor> successors;

    private Posix(Libc libc, Fds fds, ProcTable table) {
        Pidfds pidfds = new Pidfds(libc, fds, table, Pidfds.PIDFD_OPEN);
        Spawner spawner = new Spawner(new SpawnCalls(libc, true), fds);
        this.listeners = new PosixListeners(fds, new Sockets(libc), pidfds, Sockaddr.AF_INET6);
        this.streams = new PosixStreams(libc, fds);
        NativeFunction pipe2 = libc.function("pipe2");
        this.processes = new PosixProcesses(
                spawner,
                new Children(libc),
                pidfds,
                table,
                Niceness.of(libc, Path.of("/proc")),
                () -> Pipe.open(pipe2, fds));
        this.signals = new JvmSignals();
        this.notifications = new PosixNotifications(libc, fds);
        this.connections = new DiagConnections(libc, fds, table);
        this.orphans = new Orphans(libc, table);
        this.locks = new FileLock(libc, fds);
        this.successors = (command, lock) -> new PosixSuccessor(libc, fds, command, lock);
        this.fileRanges = new PosixFileRanges(libc, fds);
        this.services = service -> new NotifySocket(libc, fds, service.socket(), service.log());
    }

    public static Posix load() {
        Libc libc = new Libc();
        return new Posix(libc, new Fds(libc), new ProcTable(Path.of("/proc")));
    }

    private record Service(String socket, Consumer<String> log) {}

    /**
     * Returns whoever runs this process as a service.
     *
     * @param socket the value of NOTIFY_SOCKET, or null
     * @param log hears when it cannot be reached
     */
    public InitSystem initSystem(@Nullable String socket, Consumer<String> log) {
        return socket == null || socket.isEmpty() ? InitSystem.NONE : services.apply(new Service(socket, log));
    }

    /**
     * Takes the lock that one agent has at a time, or takes it over from the agent that this process was before. Returns nothing when another process has it.
     *
     * @param environment of this process
     */
    public Optional<Fd> tryLock(Path file, Map<String, String> environment) throws OsException {
        String inherited = environment.getOrDefault(LOCK_FD, "");
        if (inherited.matches("\\d{1,9}")) {
            Optional<Fd> lock = locks.inherit(Integer.parseInt(inherited), file);
            if (lock.isPresent()) {
                return lock;
            }
        }
        return locks.tryTake(file);
    }

    /**
     * Returns what can take this agent's place.
     *
     * @param environment of this process, in which the launcher names itself and what it has added
     * @param args of this process
     * @param lock that this agent holds
     */
    public Successor successor(Map<String, String> environment, List<String> args, Fd lock) {
        String launcher = environment.getOrDefault(LAUNCHER, "");
        if (launcher.isEmpty()) {
            return Successor.NONE;
        }
        Set<String> added = new HashSet<>(Set.of(LAUNCHER, AGENT_ONLY, LOCK_FD));
        added.addAll(List.of(environment.getOrDefault(AGENT_ONLY, "").split(" ", -1)));
        return successors.apply(new PosixSuccessor.Command(Path.of(launcher), args, added), Optional.of(lock));
    }

    public Listeners listeners() {
        return listeners;
    }

    public Streams streams() {
        return streams;
    }

    public Processes processes() {
        return processes;
    }

    public Notifications notifications() {
        return notifications;
    }

    public Connections connections() {
        return connections;
    }

    public Orphans orphans() {
        return orphans;
    }

    public FileRanges fileRanges() {
        return fileRanges;
    }

    public SignalSource signals() {
        return signals;
    }
}
