package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryCgroupTest {
    private static final long UNLIMITED = Long.MAX_VALUE;

    @TempDir
    Path folder;

    private FakeProc proc;

    @BeforeEach
    void makeProc() {
        proc = new FakeProc(folder);
    }

    @Test
    void theTightestLimitOnThePathCounts() {
        mountVersion2("/", "/system.slice/agent.service");
        limit("system.slice/agent.service", "1000", "400");
        limit("system.slice", "900", "850");
        assertThat(available()).isEqualTo(50);
    }

    @Test
    void cachedPagesOutOfUseAreAvailable() {
        mountVersion2("/", "/agent");
        limit("agent", "1000", "900");
        proc.with("cgroup/agent/memory.stat", "active_file 500\ninactive_file 300\ntotal 1\n");
        assertThat(available()).isEqualTo(400);
    }

    @Test
    void useAboveTheLimitLeavesNothing() {
        mountVersion2("/", "/agent");
        limit("agent", "1000", "1001");
        assertThat(available()).isZero();
    }

    @Test
    void whereNothingIsLimitedNothingIs() {
        mountVersion2("/", "/agent");
        limit("agent", "max", "900");
        assertThat(available()).isEqualTo(UNLIMITED);
    }

    @Test
    void inAContainerTheMountPointIsTheContainersGroup() {
        mountVersion2("/docker/abc", "/docker/abc/agent");
        limit("agent", "1000", "400");
        limit("", "500", "450");
        assertThat(available()).isEqualTo(50);
    }

    @Test
    void versionOneIsReadWhereItHasTheMemoryController() {
        proc.with("self/cgroup", "4:cpu,memory:/agent\n1:name=systemd:/x\n0::/unified\n")
                .with(
                        "self/mountinfo",
                        "30 25 0:26 / " + folder + "/other rw shared:9 - cgroup cgroup rw,cpuset\n" + "31 25 0:27 / "
                                + folder + "/v1 rw,nosuid shared:9 - cgroup cgroup rw,cpu,memory\n")
                .with("v1/agent/memory.limit_in_bytes", "1000\n")
                .with("v1/agent/memory.usage_in_bytes", "700\n")
                .with("v1/agent/memory.stat", "inactive_file 5\ntotal_inactive_file 100\n")
                .with("v1/memory.limit_in_bytes", "9223372036854771712\n")
                .with("v1/memory.usage_in_bytes", "700\n");
        assertThat(available()).isEqualTo(400);
    }

    @Test
    void withoutControlGroupsThereIsNoLimit() {
        assertThat(available()).isEqualTo(UNLIMITED);
        proc.with("self/cgroup", "0::/agent\nbroken\n").with("self/mountinfo", "broken\n1 - cgroup2\n");
        assertThat(available()).isEqualTo(UNLIMITED);
    }

    private void mountVersion2(String shown, String group) {
        proc.with("self/cgroup", "0::" + group + "\n")
                .with(
                        "self/mountinfo",
                        "30 25 0:26 " + shown + " " + folder + "/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");
    }

    private void limit(String group, String limit, String used) {
        proc.with("cgroup/" + group + "/memory.max", limit + "\n")
                .with("cgroup/" + group + "/memory.current", used + "\n");
    }

    private long available() {
        return MemoryCgroup.own(folder).available();
    }
}
