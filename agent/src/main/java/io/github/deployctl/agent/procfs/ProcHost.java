package io.github.deployctl.agent.procfs;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ListenCounters;
import io.github.deployctl.agent.os.MemoryRoom;
import io.github.deployctl.agent.os.OomCounters;
import io.github.deployctl.agent.os.PortRange;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.SocketHolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The host as {@code /proc} shows it. Thread-safe. */
public final class ProcHost implements Host {
    private static final long KIB = 1024;

    /** USER_HZ is 100 on every architecture that the JDK knows (sysconf(3), _SC_CLK_TCK). */
    private static final long MILLIS_OF_TICK = 10;

    private static final PortRange DEFAULT_EPHEMERAL = new PortRange(32768, 60999);

    private final Path proc;
    private final ProcTable table;

    /**
     * Makes one.
     *
     * @param proc {@code /proc}
     */
    public ProcHost(Path proc) {
        this.proc = proc;
        this.table = new ProcTable(proc);
    }

    @Override
    public long availableMemory() {
        long host = ProcFiles.numberOf(proc.resolve("meminfo"), "MemAvailable:", 0) * KIB;
        return Math.min(host, MemoryCgroup.own(proc).available());
    }

    @Override
    public List<MemoryRoom> memory() {
        List<MemoryRoom> rooms = new ArrayList<>();
        long total = ProcFiles.numberOf(proc.resolve("meminfo"), "MemTotal:", -1) * KIB;
        long available = ProcFiles.numberOf(proc.resolve("meminfo"), "MemAvailable:", -1) * KIB;
        if (total >= 0 && available >= 0) {
            rooms.add(new MemoryRoom("the host", available, total));
        }
        for (MemoryRoom room : MemoryCgroup.own(proc).rooms()) {
            // Version 1 says "none" by a limit that no host has.
            if (total < 0 || room.limit() <= total) {
                rooms.add(room);
            }
        }
        return rooms;
    }

    @Override
    public double memoryStall() {
        return Math.max(
                PressureFile.someOfTenSeconds(proc.resolve("pressure/memory")),
                MemoryCgroup.own(proc).stall());
    }

    @Override
    public long residentMemory(ProcessId process) {
        long kib = ProcFiles.numberOf(table.folder(process.pid()).resolve("status"), "VmRSS:", 0);
        return table.isAlive(process) ? kib * KIB : 0;
    }

    @Override
    public Duration processorTime(ProcessId process) {
        long ticks = ProcessStat.processorTicks(
                ProcFiles.text(table.folder(process.pid()).resolve("stat")));
        return table.isAlive(process) ? Duration.ofMillis(ticks * MILLIS_OF_TICK) : Duration.ZERO;
    }

    @Override
    public long freeDescriptors() {
        long soft = ProcFiles.numberOf(proc.resolve("self/limits"), "Max open files", 0);
        int open = ProcFiles.entries(proc.resolve("self/fd")).size();
        return Math.max(0, soft - open);
    }

    @Override
    public OomCounters oomCounters(ProcessId process) {
        return OomFiles.of(proc, process.pid());
    }

    @Override
    public OomCounters again(OomCounters counters) {
        return OomFiles.again(counters);
    }

    @Override
    public List<String> listening(ProcessId process) {
        Set<String> addresses = new TreeSet<>();
        for (TcpSocket socket : sockets(process)) {
            if (socket.isListening()) {
                addresses.add(socket.local().toString());
            }
        }
        return List.copyOf(addresses);
    }

    @Override
    public int connections(ProcessId process, Set<Integer> ports) {
        int count = 0;
        for (TcpSocket socket : sockets(process)) {
            if (socket.isConnected() && ports.contains(socket.local().port())) {
                count++;
            }
        }
        return count;
    }

    @Override
    public PortRange ephemeralPorts() {
        String[] ends = ProcFiles.text(proc.resolve("sys/net/ipv4/ip_local_port_range"))
                .strip()
                .split("\\s+", -1);
        long first = ProcFiles.number(ends[0], DEFAULT_EPHEMERAL.first());
        long last = ProcFiles.number(ends[ends.length - 1], DEFAULT_EPHEMERAL.last());
        return new PortRange((int) first, (int) last);
    }

    @Override
    public boolean isListenedOn(int port) {
        return !listeningOn(port).isEmpty();
    }

    @Override
    public int longestBacklog() {
        return (int) ProcFiles.number(
                ProcFiles.text(proc.resolve("sys/net/core/somaxconn")).strip(), 0);
    }

    private Set<Long> listeningOn(int port) {
        Set<Long> listeners = new HashSet<>();
        for (TcpSocket socket : ProcSockets.find(
                proc.resolve("self"),
                socket -> socket.isListening() && socket.local().port() == port)) {
            listeners.add(socket.inode());
        }
        return listeners;
    }

    @Override
    public String holderOf(int port) {
        Set<Long> listeners = listeningOn(port);
        return listeners.isEmpty()
                ? ""
                : holders(listeners).stream()
                        .findFirst()
                        .map(SocketHolder::toString)
                        .orElse("");
    }

    @Override
    public List<SocketHolder> holders(Set<Long> inodes) {
        List<SocketHolder> holders = new ArrayList<>();
        for (long pid : table.pids()) {
            if (ProcSockets.holdsAny(table.folder(pid), inodes)) {
                table.stat(pid)
                        .ifPresent(stat ->
                                holders.add(new SocketHolder(new ProcessId(pid, stat.startTicks()), stat.name())));
            }
        }
        return holders;
    }

    @Override
    public Optional<ListenCounters> listenCounters() {
        return NetStatistics.listen(proc.resolve("self/net/netstat"));
    }

    private List<TcpSocket> sockets(ProcessId process) {
        List<TcpSocket> sockets = ProcSockets.heldBy(table.folder(process.pid()));
        // Asked last: had another process got the number meanwhile, its sockets would be counted.
        return table.isAlive(process) ? sockets : List.of();
    }
}
