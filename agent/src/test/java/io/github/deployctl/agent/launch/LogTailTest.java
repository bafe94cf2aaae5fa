package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    private @TempDir Path folder;
    private Path log;
    private Path older;

    @BeforeEach
    void nameFiles() {
        log = folder.resolve("generation-8.log");
        older = folder.resolve("generation-8.1.log");
    }

    @Test
    void linesThatWereCutOffTheFrontComeFirst() throws Exception {
        Files.writeString(older, "one\ntwo\nthr");
        Files.writeString(log, "ee\nfour\n");

        assertThat(LogTail.of(log, 3)).containsExactly("two", "three", "four");
        assertThat(LogTail.of(log, 1)).containsExactly("four");
    }

    @Test
    void aHoleAtTheFrontIsNoLine() throws Exception {
        Files.writeString(older, "one\n");
        Files.writeString(log, "\0".repeat(100_000) + "two\nthree\n");

        assertThat(LogTail.of(log, 5)).containsExactly("one", "two", "three");
    }

    @Test
    void linesTooLongToBeReadAllLeaveNoGap() throws Exception {
        Files.writeString(older, "old\n");
        Files.writeString(log, ("x".repeat(5000) + "\n").repeat(3));

        assertThat(LogTail.of(log, 2)).allMatch(line -> line.matches("x+"));
    }

    @Test
    void aLogThatIsNotThereHasNoLines() {
        assertThat(LogTail.of(log, 5)).isEqualTo(List.of());
    }
}
