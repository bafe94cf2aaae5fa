package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ProcessId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcTableTest {
    @TempDir
    Path folder;

    @Test
    void aZombieIsIdentifiedAndNotFound() {
        new FakeProc(folder).withProcess(12, 'Z', 340);
        ProcTable table = new ProcTable(folder);
        assertThat(table.find(12)).isEmpty();
        assertThat(table.identify(12)).isEqualTo(new ProcessId(12, 340));
        assertThat(table.isAlive(new ProcessId(12, 340))).isFalse();
    }

    @Test
    void theStartTellsTwoProcessesWithOneNumberApart() {
        new FakeProc(folder).withProcess(12, 'S', 340);
        ProcTable table = new ProcTable(folder);
        assertThat(table.find(12)).contains(new ProcessId(12, 340));
        assertThat(table.isAlive(new ProcessId(12, 340))).isTrue();
        assertThat(table.isAlive(new ProcessId(12, 339))).isFalse();
        assertThat(table.find(13)).isEmpty();
    }

    @Test
    void onlyProcessesOfTheSameUserAreFoundByTheirEnvironment() {
        FakeProc proc = new FakeProc(folder).with("self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\n");
        for (int pid = 12; pid <= 15; pid++) {
            String user = pid == 13 ? "1001" : "1000";
            proc.withProcess(pid, pid == 15 ? 'Z' : 'S', 340)
                    .with(pid + "/status", "Name:\tjava\nUid:\t" + user + "\t0\t0\t0\n")
                    .with(pid + "/environ", pid == 14 ? "APP=shopping\0" : "HOME=/\0APP=shop\0");
        }
        proc.with("version", "Linux").with("12x/environ", "APP=shop\0");
        assertThat(new ProcTable(folder).findByEnvironment("APP", "shop")).containsExactly(new ProcessId(12, 340));
    }
}
