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
    void sessionIsThatOfItsLeaderAndOutlivesIt() {
        FakeProc proc = new FakeProc(folder);
        member(proc, 12, 'S', 340, 12);
        member(proc, 13, 'S', 350, 12);
        member(proc, 14, 'Z', 351, 12);
        member(proc, 15, 'S', 352, 15);
        member(proc, 16, 'S', 330, 12);
        ProcTable table = new ProcTable(folder);
        ProcessId leader = new ProcessId(12, 340);
        assertThat(table.session(leader)).containsExactlyInAnyOrder(leader, new ProcessId(13, 350));
        member(proc, 12, 'Z', 340, 12);
        assertThat(table.session(leader)).containsExactly(new ProcessId(13, 350));
        member(proc, 12, 'S', 999, 12);
        assertThat(table.session(leader)).as("its number is another's now").isEmpty();
    }

    private static void member(FakeProc proc, int pid, char state, long startTicks, int session) {
        proc.with(
                pid + "/stat",
                pid + " (sh) " + state + " 1 1 " + session + " 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + startTicks
                        + " 0 0\n");
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
