package io.github.deployctl.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private @TempDir Path folder;

    private static HistoryEntry entry(String release) {
        return new HistoryEntry(Instant.EPOCH, "push", "ann", new ReleaseId(release), null, Timings.NONE, null);
    }

    @Test
    void newestEntriesComeFirstAndNoMoreThanAskedFor() throws IOException {
        History history = new History(folder.resolve("history.jsonl"), new DurableFiles(Faults.NONE));
        assertThat(history.newest(5)).isEmpty();
        history.append(entry("a"));
        history.append(entry("b"));
        history.append(entry("c"));

        assertThat(history.newest(2)).containsExactly(entry("c"), entry("b"));
    }

    @Test
    void lineThatWasCutByAPowerLossIsPassedOver() throws IOException {
        Path file = folder.resolve("history.jsonl");
        History history = new History(file, new DurableFiles(Faults.NONE));
        history.append(entry("a"));
        Files.writeString(file, "{\"at\":\"2026-01", StandardOpenOption.APPEND);

        assertThat(history.newest(5)).containsExactly(entry("a"));
        history.append(entry("b"));
        assertThat(history.newest(5)).containsExactly(entry("b"), entry("a"));
    }
}
