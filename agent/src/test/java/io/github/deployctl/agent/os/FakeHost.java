package io.github.deployctl.agent.os;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host whose figures the test sets; each is 0 or empty until then, but memory, of which there is plenty. */
public final class FakeHost implements Host {
    private final Map<ProcessId, Long> resident = new HashMap<>();
    private final Map<ProcessId, Deque<Duration>> processorTimes = new HashMap<>();
    private final Map<ProcessId, List<String>> listening = new HashMap<>();
    private final Map<ProcessId, Map<Integer, Integer>> connections = new HashMap<>();
    private final Map<Integer, String> holders = new HashMap<>();
    private final Map<Long, List<SocketHolder>> socketHolders = new HashMap<>();
    private @Nullable ListenCounters listenCounters = new ListenCounters(0, 0);
    private List<MemoryRoom> rooms = List.of(new MemoryRoom("the host", 64L << 30, 65L << 30));
    private double memoryStall;
    private long availableMemory = 64L << 30;
    private long freeDescriptors = 1000;
    private long oomKills;
    private long groupOomKills;

    public void setAvailableMemory(long bytes) {
        availableMemory = bytes;
    }

    public void setResidentMemory(ProcessId process, long bytes) {
        resident.put(process, bytes);
    }

    public void setFreeDescriptors(long count) {
        freeDescriptors = count;
    }

    /** What one look after another sees; the last stays. */
    public void setProcessorTimes(ProcessId process, Duration... times) {
        processorTimes.put(process, new ArrayDeque<>(List.of(times)));
    }

    public void setOomKills(long count) {
        oomKills = count;
    }

    public void setListening(ProcessId process, String... addresses) {
        listening.put(process, List.of(addresses));
    }

    public void setGroupOomKills(long count) {
        groupOomKills = count;
    }

    public void setConnections(ProcessId process, int port, int count) {
        connections.computeIfAbsent(process, unused -> new HashMap<>()).put(port, count);
    }

    public void setHolder(int port, String holder) {
        holders.put(port, holder);
    }

    public void setHolders(long inode, SocketHolder... processes) {
        socketHolders.put(inode, List.of(processes));
    }

    /** Says what the kernel has counted; null when it does not tell. */
    public void setListenCounters(@Nullable ListenCounters counters) {
        listenCounters = counters;
    }

    public void setMemory(MemoryRoom... all) {
        rooms = List.of(all);
    }

    public void setMemoryStall(double percent) {
        memoryStall = percent;
    }

    @Override
    public List<MemoryRoom> memory() {
        return rooms;
    }

    @Override
    public double memoryStall() {
        return memoryStall;
    }

    @Override
    public List<SocketHolder> holders(Set<Long> inodes) {
        return inodes.stream()
                .flatMap(inode -> socketHolders.getOrDefault(inode, List.of()).stream())
                .distinct()
                .toList();
    }

    @Override
    public Optional<ListenCounters> listenCounters() {
        return Optional.ofNullable(listenCounters);
    }

    @Override
    public long availableMemory() {
        return availableMemory;
    }

    @Override
    public Duration processorTime(ProcessId process) {
        Deque<Duration> times = processorTimes.getOrDefault(process, new ArrayDeque<>(List.of(Duration.ZERO)));
        return times.size() > 1 ? times.removeFirst() : times.getFirst();
    }

    @Override
    public long residentMemory(ProcessId process) {
        return resident.getOrDefault(process, 0L);
    }

    @Override
    public long freeDescriptors() {
        return freeDescriptors;
    }

    @Override
    public OomCounters oomCounters(ProcessId process) {
        return new OomCounters(List.of(
                new OomCounters.Counter("oom_kill", true, OomCounters.Scope.HOST, "/proc/vmstat", oomKills),
                new OomCounters.Counter("oom_kill", true, OomCounters.Scope.GROUP, "memory.events", groupOomKills)));
    }

    @Override
    public OomCounters again(OomCounters counters) {
        return oomCounters(new ProcessId(0, 0));
    }

    @Override
    public List<String> listening(ProcessId process) {
        return listening.getOrDefault(process, List.of()).stream().sorted().toList();
    }

    @Override
    public int connections(ProcessId process, Set<Integer> ports) {
        return connections.getOrDefault(process, Map.of()).entrySet().stream()
                .filter(entry -> ports.contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public PortRange ephemeralPorts() {
        return new PortRange(32768, 60999);
    }

    @Override
    public boolean isListenedOn(int port) {
        return holders.containsKey(port);
    }

    @Override
    public int longestBacklog() {
        return 4096;
    }

    @Override
    public String holderOf(int port) {
        return holders.getOrDefault(port, "");
    }
}
