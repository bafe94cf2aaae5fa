package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Connections;
import io.github.deployctl.agent.os.FileRanges;
import io.github.deployctl.agent.os.InitSystem;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.Notifications;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.SignalSource;
import io.github.deployctl.agent.procfs.ProcTable;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** This machine's kernel, behind the interfaces of {@code os}. Made once, by the entry point; making it is what loads native code. */
public final class Posix {
    private final Listeners listeners;
    private final Processes processes;
    private final SignalSource signals;
    private final Notifications notifications;
    private final Connections connections;
    private final FileRanges fileRanges;
    private final Function<Service, InitSystem> services;

    private Posix(Libc libc, Fds fds, ProcTable table) {
        Pidfds pidfds = new Pidfds(libc, fds, table, Pidfds.PIDFD_OPEN);
        Spawner spawner = new Spawner(new SpawnCalls(libc, true), fds);
        this.listeners = new PosixListeners(fds, new Sockets(libc), pidfds, Sockaddr.AF_INET6);
        this.processes = new PosixProcesses(spawner, new Children(libc), pidfds, table);
        this.signals = new JvmSignals();
        this.notifications = new PosixNotifications(libc, fds);
        this.connections = new DiagConnections(libc, fds, table);
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

    public Listeners listeners() {
        return listeners;
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

    public FileRanges fileRanges() {
        return fileRanges;
    }

    public SignalSource signals() {
        return signals;
    }
}
