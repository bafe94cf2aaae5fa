package io.github.deployctl.agent.posix;

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
    private final Function<Service, InitSystem> services;

    private Posix(
            Listeners listeners,
            Processes processes,
            SignalSource signals,
            Notifications notifications,
            Function<Service, InitSystem> services) {
        this.services = services;
        this.listeners = listeners;
        this.processes = processes;
        this.signals = signals;
        this.notifications = notifications;
    }

    public static Posix load() {
        Libc libc = new Libc();
        Fds fds = new Fds(libc);
        ProcTable table = new ProcTable(Path.of("/proc"));
        Pidfds pidfds = new Pidfds(libc, fds, table, Pidfds.PIDFD_OPEN);
        Spawner spawner = new Spawner(new SpawnCalls(libc, true), fds);
        return new Posix(
                new PosixListeners(fds, new Sockets(libc), pidfds, Sockaddr.AF_INET6),
                new PosixProcesses(spawner, new Children(libc), pidfds, table),
                new JvmSignals(),
                new PosixNotifications(libc, fds),
                service -> new NotifySocket(libc, fds, service.socket(), service.log()));
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

    public SignalSource signals() {
        return signals;
    }
}
