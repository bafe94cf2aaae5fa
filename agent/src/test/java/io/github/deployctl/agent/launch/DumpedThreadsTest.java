package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DumpedThreadsTest {
    @Test
    void whatTheAppDoesComesBeforeWhatTheJvmDoes() {
        List<String> dump = List.of(
                "Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):",
                "",
                "Threads class SMR info:",
                "_java_thread_list=0x00007fd90802d2a0, length=4, elements={",
                "}",
                "",
                "\"Finalizer\" #3 daemon prio=8 in Object.wait()",
                "   java.lang.Thread.State: WAITING (on object monitor)",
                "\tat java.lang.Object.wait(java.base@17.0.15/Native Method)",
                "",
                "\"pool-1-thread-1\" #12 prio=5 waiting on condition",
                "\tat shop.Cache.warm(Cache.java:12)",
                "",
                "\"main\" #1 prio=5 runnable",
                "\tat shop.Main.main(Main.java:7)",
                "",
                "\"VM Thread\" os_prio=0 runnable",
                "",
                "JNI global refs: 15, weak refs: 0");

        assertThat(DumpedThreads.inOrder(dump))
                .filteredOn(line -> line.startsWith("\"") || !line.startsWith("\t"))
                .filteredOn(line -> !line.isEmpty() && !line.startsWith(" ") && !line.startsWith("_"))
                .extracting(line -> line.split("[ (#]", 2)[0])
                .containsExactly(
                        "Full", "\"main\"", "\"pool-1-thread-1\"", "Threads", "}", "\"Finalizer\"", "\"VM", "JNI");
        assertThat(DumpedThreads.inOrder(dump)).containsAll(dump);
    }

    @Test
    void aDumpThatWasCutShortIsStillShown() {
        assertThat(DumpedThreads.inOrder(List.of())).isEmpty();
        assertThat(DumpedThreads.inOrder(List.of("Full thread dump", "\"main\" #1", "\tat shop.M")))
                .containsExactly("Full thread dump", "\"main\" #1", "\tat shop.M", "");
    }
}
