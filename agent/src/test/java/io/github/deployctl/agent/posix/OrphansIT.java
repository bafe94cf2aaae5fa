package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.procfs.ProcTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrphansIT {
    @TempDir
    Path folder;

    private final ProcTable table = new ProcTable(Path.of("/proc"));

    @Test
    void aZombieThatWasSeenBeforeIsReapedAndNoOther() throws Exception {
        try (Kernel kernel = Kernel.modern(folder)) {
            Orphans orphans = new Orphans(kernel.libc, table);
            ProcessId first = zombie(kernel, orphans);
            Set<ProcessId> seen = Set.of(first);
            ProcessId second = zombie(kernel, orphans);

            orphans.reap(seen);

            assertThat(Own.hasChild(first.pid())).isFalse();
            assertThat(Own.hasChild(second.pid())).isTrue();
            orphans.reap(Set.of(second));
            assertThat(Own.hasChild(second.pid())).isFalse();
        }
    }

    @Test
    void whatStillRunsOrIsNoChildIsLeftAlone() throws Exception {
        try (Kernel kernel = Kernel.modern(folder)) {
            ProcessId running = kernel.launch(kernel.command(List.of("sleep", "60"), Map.of()));
            ProcessId parent = table.find(
                            ProcessHandle.current().parent().orElseThrow().pid())
                    .orElseThrow();

            new Orphans(kernel.libc, table).reap(Set.of(running, parent));

            assertThat(table.isAlive(running)).isTrue();
            assertThat(table.isAlive(parent)).isTrue();
        }
    }

    /** A child that has ended and that nobody waits for. */
    private ProcessId zombie(Kernel kernel, Orphans orphans) throws Exception {
        ProcessId child = table.identify(kernel.spawner.spawn(kernel.command(List.of("true"), Map.of())));
        Awaitility.await().until(() -> orphans.zombies().contains(child));
        return child;
    }
}
