package io.github.deployctl.agent.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStreamTest {
    private @TempDir Path folder;

    @Test
    void theOutputIsTheJournalOnlyWhereItIsTheFileThatIsNamed() throws Exception {
        Path output = Files.createFile(folder.resolve("output"));
        String named = Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino");

        assertThat(JournalStream.isOutput(Map.of("JOURNAL_STREAM", named), 100, output))
                .isTrue();
        assertThat(JournalStream.isOutput(Map.of("JOURNAL_STREAM", "8:1"), 100, output))
                .isFalse();
        assertThat(JournalStream.isOutput(Map.of(), 100, output)).isFalse();
    }

    @Test
    void theFirstProcessOfAContainerPrintsForWhoeverRunsIt() {
        assertThat(JournalStream.isOutput(Map.of(), 1, folder)).isTrue();
    }
}
