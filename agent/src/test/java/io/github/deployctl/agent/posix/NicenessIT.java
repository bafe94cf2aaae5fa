package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.procfs.ThreadTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM, which has threads, and shells, which start processes. */
final class NicenessIT {
    private static final int LOWEST = 19;
    /** What is at the lowest priority gets little of a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final ThreadTable threads = new ThreadTable(Path.of("/proc"));
    private Kernel kernel;

    @BeforeEach
    void startKernel() {
        kernel = Kernel.modern(folder);
    }

    @AfterEach
    void stopKernel() {
        kernel.close();
    }

    @Test
    void everyThreadOfAJvmIsLoweredAndRaisedWithThoseStartedMeanwhile() throws Exception {
        ProcessId jvm = jvm();
        kernel.processes().lower(jvm);
        await().atMost(PATIENCE).until(() -> threads.niceness(jvm).size() > 10);
        assertThat(Set.copyOf(threads.niceness(jvm).values())).containsExactly(LOWEST);

        kernel.processes().raise(List.of(jvm));
        assertThat(Set.copyOf(threads.niceness(jvm).values())).containsExactly(threads.own());
    }

    @Test
    void threadsThatAJvmHasAlreadyAreLoweredToo() throws Exception {
        ProcessId jvm = jvm();
        await().atMost(PATIENCE).until(() -> threads.niceness(jvm).size() > 10);
        kernel.processes().lower(jvm);
        assertThat(Set.copyOf(threads.niceness(jvm).values())).containsExactly(LOWEST);
    }

    @Test
    void allOfASessionIsRaisedWhatItStartsWhileThatGoesOnToo() throws Exception {
        // A dozen that stay, however slowly a busy machine lets them start, and then one every few milliseconds that
        // lives for a while.
        String script =
                "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 60 & done; while :; do sleep 0.3 & sleep 0.01; done";
        ProcessId shell = kernel.launch(kernel.command(List.of("/bin/sh", "-c", script), path()));
        kernel.processes().lower(shell);
        await().atMost(PATIENCE).until(() -> kernel.processes().session(shell).size() > 13);
        kernel.processes().raise(kernel.processes().session(shell));
        assertThat(threads.niceness(shell).values()).containsExactly(threads.own());
        await().untilAsserted(() -> {
            List<ProcessId> all = kernel.processes().session(shell);
            assertThat(all.stream().flatMap(each -> threads.niceness(each).values().stream()))
                    .isNotEmpty()
                    .containsOnly(threads.own());
        });
        kernel.processes().signal(shell, Processes.Signal.KILL);
        kernel.await(shell);
        kernel.processes().session(shell).forEach(each -> kernel.processes().signal(each, Processes.Signal.KILL));
        await().until(() -> kernel.processes().session(shell).isEmpty());
    }

    @Test
    void whatHasChosenAPriorityKeepsIt() throws Exception {
        ProcessId shell =
                kernel.launch(kernel.command(List.of("/bin/sh", "-c", "nice -n 7 sleep 60 & sleep 60"), path()));
        await().until(() -> session(shell).contains(threads.own() + 7));
        kernel.processes().raise(kernel.processes().session(shell));
        assertThat(session(shell)).contains(threads.own() + 7);
        kernel.processes().session(shell).forEach(each -> kernel.processes().signal(each, Processes.Signal.KILL));
        await().until(() -> kernel.processes().session(shell).isEmpty());
    }

    @Test
    void groupOfTheSessionIsLoweredAndRaised() throws Exception {
        ProcessId shell = kernel.launch(kernel.command(List.of("sleep", "60"), path()));
        if (autogroup(shell).isEmpty()) {
            return; // This kernel makes none.
        }
        kernel.processes().lower(shell);
        assertThat(autogroup(shell)).endsWith("nice 19");
        kernel.processes().raise(List.of(shell));
        assertThat(autogroup(shell)).endsWith("nice 0");
    }

    @Test
    void whatIsGoneIsPassedOver() throws Exception {
        ProcessId gone = kernel.launch(kernel.command(List.of("true"), path()));
        kernel.await(gone);
        kernel.processes().lower(gone);
        kernel.processes().raise(List.of(gone));
        assertThat(threads.niceness(gone)).isEmpty();
    }

    private ProcessId jvm() throws IOException {
        Files.writeString(folder.resolve("Idle.java"), """
                class Idle {
                    public static void main(String[] args) throws Exception {
                        Thread.sleep(60_000);
                    }
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return kernel.launch(kernel.command(List.of(java, "-Xmx64m", "Idle.java"), path()));
    }

    private Set<Integer> session(ProcessId leader) {
        return kernel.processes().session(leader).stream()
                .flatMap(each -> threads.niceness(each).values().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String autogroup(ProcessId process) throws IOException {
        Path file = Path.of("/proc/" + process.pid() + "/autogroup");
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    private static Map<String, String> path() {
        return Map.of("PATH", "/usr/bin:/bin");
    }
}
