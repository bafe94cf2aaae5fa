package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ListenCounters;
import io.github.deployctl.agent.os.MemoryRoom;
import io.github.deployctl.agent.os.OomCounters;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.SocketHolder;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcHostTest {
    private static final ProcessId SERVER = new ProcessId(12, 340);
    private static final String TITLES = "  sl  local_address rem_address   st\n";

    @TempDir
    Path folder;

    private FakeProc proc;
    private ProcHost host;

    @BeforeEach
    void makeProc() {
        proc = new FakeProc(folder).withProcess(12, 'S', 340);
        host = new ProcHost(folder);
    }

    @Test
    void onlyConnectionsOfTheProcessOnThePortsCount() {
        hold(12, 101, 102, 103, 104, 105, 106);
        proc.with(
                "12/net/tcp",
                TITLES
                        + line("0100007F:1F90", "0A", 101)
                        + line("0100007F:1F90", "01", 102)
                        + line("0100007F:1F90", "08", 103)
                        + line("0100007F:1F90", "06", 104)
                        + line("0100007F:1F91", "01", 105)
                        + line("0100007F:1F90", "01", 999));
        proc.with("12/net/tcp6", TITLES + line("0000000000000000FFFF00000100007F:1F90", "01", 106));
        assertThat(host.connections(SERVER, Set.of(0x1F90))).isEqualTo(3);
        assertThat(host.connections(SERVER, Set.of(0x1F90, 0x1F91))).isEqualTo(4);
        assertThat(host.connections(SERVER, Set.of())).isZero();
        assertThat(host.listening(SERVER)).containsExactly("127.0.0.1:8080");
    }

    @Test
    void theAddressesAreSortedAndEachIsNamedOnce() {
        hold(12, 101, 102, 103);
        proc.with(
                "12/net/tcp6",
                line("00000000000000000000000000000000:0050", "0A", 101)
                        + line("00000000000000000000000001000000:0051", "0A", 102)
                        + line("00000000000000000000000001000000:0051", "0A", 103));
        assertThat(host.listening(SERVER)).containsExactly("[::1]:81", "[::]:80");
    }

    @Test
    void theHolderOfAPortIsNamed() {
        hold(12, 101);
        proc.with("self/net/tcp", line("0100007F:1F90", "0A", 101) + line("0100007F:1F91", "0A", 55));
        assertThat(host.holderOf(0x1F90)).isEqualTo("pid 12 (server)");
        assertThat(host.holderOf(0x1F91))
                .as("of another user, whose descriptors cannot be read")
                .isEmpty();
        assertThat(host.holderOf(80)).isEmpty();
    }

    @Test
    void everyHolderOfASocketIsNamed() {
        hold(12, 101, 102);
        proc.withProcess(13, 'S', 350).withFd(13, 3, "socket:[102]").withFd(13, 4, "/dev/null");
        proc.withProcess(14, 'S', 360).withFd(14, 3, "socket:[103]");
        assertThat(host.holders(Set.of(102L)))
                .extracting(SocketHolder::toString)
                .containsExactlyInAnyOrder("pid 12 (server)", "pid 13 (server)");
        assertThat(host.holders(Set.of(999L))).isEmpty();
    }

    @Test
    void whatWasDroppedIsReadByItsName() {
        proc.with("self/net/netstat", """
                TcpExt: SyncookiesSent ListenDrops ListenOverflows
                TcpExt: 5 18446744073709551615 7
                IpExt: ListenOverflows
                IpExt: 99
                """);
        assertThat(host.listenCounters()).contains(new ListenCounters(7, -1));
        proc.with("self/net/netstat", "TcpExt: SyncookiesSent ListenDrops\nTcpExt: 5 6\n");
        assertThat(host.listenCounters()).as("one of them is missing").isEmpty();
        proc.with("self/net/netstat", "TcpExt: ListenDrops ListenOverflows\nTcpExt: x y\n");
        assertThat(host.listenCounters()).isEmpty();
    }

    @Test
    void descriptorsLeftAreTheLimitLessThoseThatAreOpen() {
        proc.with(
                        "self/limits",
                        "Limit          Soft Limit   Hard Limit   Units\nMax open files 1024         4096         files\n")
                .with("self/fd/0", "")
                .with("self/fd/1", "");
        assertThat(host.freeDescriptors()).isEqualTo(1022);
    }

    @Test
    void memoryIsReadInBytes() {
        proc.with("meminfo", "MemTotal:       100 kB\nMemFree: 1 kB\nMemAvailable:      50 kB\n")
                .with("12/status", "Name:\tserver\nVmPeak:\t 9 kB\nVmRSS:\t    7 kB\n");
        assertThat(host.availableMemory()).isEqualTo(50 * 1024);
        assertThat(host.residentMemory(SERVER)).isEqualTo(7 * 1024);
        assertThat(host.residentMemory(new ProcessId(12, 341))).isZero();
    }

    @Test
    void theLimitOfTheControlGroupCountsWhereItIsTighter() {
        proc.with("meminfo", "MemAvailable:      50 kB\n")
                .with("self/cgroup", "0::/\n")
                .with("self/mountinfo", "30 25 0:26 / " + folder + "/cgroup rw - cgroup2 cgroup2 rw\n")
                .with("cgroup/memory.max", "20480\n")
                .with("cgroup/memory.current", "10240\n");
        assertThat(host.availableMemory()).isEqualTo(10240);
    }

    @Test
    void whatTheKernelCountsOfAGroupThatRanOutOfMemoryIsReadInVersion2() {
        proc.with("vmstat", "nr_free_pages 5\noom_kill 3\n")
                .with("12/cgroup", "0::/shop\n")
                .with("self/mountinfo", "30 25 0:26 / " + folder + "/cgroup rw - cgroup2 cgroup2 rw\n")
                .with("cgroup/shop/memory.events", "low 0\nhigh 0\nmax 5\noom 0\noom_kill 0\noom_group_kill 0\n");
        OomCounters before = host.oomCounters(SERVER);
        assertThat(before.risen(host.again(before))).isEmpty();

        proc.with("vmstat", "nr_free_pages 5\noom_kill 4\n")
                .with("12/cgroup", "")
                .with("cgroup/shop/memory.events", "low 0\nhigh 0\nmax 9\noom 2\noom_kill 1\noom_group_kill 0\n");
        assertThat(before.risen(host.again(before)))
                .extracting(c -> c.name() + " " + c.value() + " " + c.scope() + " " + c.kill())
                .containsExactly("oom_kill 1 HOST true", "oom 2 GROUP false", "oom_kill 1 GROUP true");
    }

    @Test
    void whatTheKernelCountsOfAGroupThatRanOutOfMemoryIsReadInVersion1() {
        proc.with("12/cgroup", "7:cpu,cpuacct:/x\n5:memory:/shop\n0::/unified\n")
                .with("self/mountinfo", "30 25 0:26 / " + folder + "/memory rw - cgroup cgroup rw,memory\n")
                .with("memory/shop/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n")
                .with("memory/shop/memory.failcnt", "7\n");
        OomCounters before = host.oomCounters(SERVER);

        proc.with("memory/shop/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n")
                .with("memory/shop/memory.failcnt", "19\n");
        assertThat(before.risen(host.again(before)))
                .extracting(c -> c.name() + " " + c.value())
                .containsExactly("oom_kill 1", "failcnt 12");
    }

    @Test
    void whatIsLeftIsToldForTheHostAndForEachLimitAboveTheAgent() {
        Path cgroup = folder.resolve("cgroup");
        proc.with("meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB\n")
                .with("self/cgroup", "0::/app/agent\n")
                .with("self/mountinfo", "30 25 0:26 / " + cgroup + " rw - cgroup2 cgroup2 rw\n")
                .with("cgroup/app/memory.max", "204800\n")
                .with("cgroup/app/memory.current", "102400\n")
                .with("cgroup/app/memory.stat", "inactive_file 1024\n")
                .with("cgroup/app/agent/memory.high", "51200\n")
                .with("cgroup/app/agent/memory.max", "max\n")
                .with("cgroup/app/agent/memory.current", "61440\n");
        assertThat(host.memory())
                .containsExactlyInAnyOrder(
                        new MemoryRoom("the host", 400 * 1024, 1000 * 1024),
                        new MemoryRoom(cgroup.resolve("app/agent/memory.high").toString(), 0, 51200),
                        new MemoryRoom(cgroup.resolve("app/memory.max").toString(), 103424, 204800));
    }

    @Test
    void aLimitOfTheFirstVersionCountsUnlessItIsNone() {
        Path cgroup = folder.resolve("cgroup");
        proc.with("meminfo", "MemTotal: 1000 kB\nMemAvailable: 400 kB\n")
                .with("self/cgroup", "4:memory:/app\n")
                .with("self/mountinfo", "30 25 0:26 / " + cgroup + " rw - cgroup cgroup rw,memory\n")
                .with("cgroup/memory.limit_in_bytes", "9223372036854771712\n")
                .with("cgroup/memory.usage_in_bytes", "5000\n")
                .with("cgroup/app/memory.limit_in_bytes", "8000\n")
                .with("cgroup/app/memory.usage_in_bytes", "5000\n");
        assertThat(host.memory())
                .containsExactlyInAnyOrder(
                        new MemoryRoom("the host", 400 * 1024, 1000 * 1024),
                        new MemoryRoom(
                                cgroup.resolve("app/memory.limit_in_bytes").toString(), 3000, 8000));
    }

    @Test
    void theWorseStallOfTheHostAndTheGroupCounts() {
        assertThat(host.memoryStall()).as("no such file").isZero();
        proc.with("pressure/memory", "some avg10=1.50 avg60=9.00 avg300=9.00 total=77\nfull avg10=50.00\n");
        assertThat(host.memoryStall()).isEqualTo(1.5);
        proc.with("self/cgroup", "0::/app\n")
                .with("self/mountinfo", "30 25 0:26 / " + folder.resolve("cgroup") + " rw - cgroup2 cgroup2 rw\n")
                .with("cgroup/app/memory.pressure", "some avg10=12.25 avg60=0.00 avg300=0.00 total=1\n");
        assertThat(host.memoryStall()).isEqualTo(12.25);
        proc.with("cgroup/app/memory.pressure", "some avg10=x\n");
        assertThat(host.memoryStall()).isEqualTo(1.5);
    }

    @Test
    void whatCannotBeReadIsNothing() {
        ProcessId unknown = new ProcessId(99, 1);
        assertThat(host.availableMemory()).isZero();
        assertThat(host.oomCounters(unknown).counters()).isEmpty();
        assertThat(host.memory()).isEmpty();
        assertThat(host.residentMemory(unknown)).isZero();
        assertThat(host.connections(unknown, Set.of(80))).isZero();
        assertThat(host.listening(unknown)).isEmpty();
        assertThat(host.listenCounters()).isEmpty();
    }

    private void hold(int pid, int... inodes) {
        proc.withFd(pid, 0, "/dev/null").withFd(pid, 1, "pipe:[101]");
        for (int inode : inodes) {
            proc.withFd(pid, inode, "socket:[" + inode + "]");
        }
    }

    private static String line(String local, String state, int inode) {
        String remote = local.replaceAll("[0-9A-F]", "0");
        return "   0: " + local + " " + remote + " " + state + " 00000000:00000000 00:00000000 00000000  1000        0 "
                + inode + " 1 0000000000000000 100 0 0 10 0\n";
    }
}
