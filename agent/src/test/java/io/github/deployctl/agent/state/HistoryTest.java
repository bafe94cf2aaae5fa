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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    @Test
    void lineThatIsCutAtAnyByteIsPassedOverAndSaid() throws IOException {
        Path file = folder.resolve("history.jsonl");
        History history = new History(file, new DurableFiles(Faults.NONE));
        history.append(entry("a"));
        long first = Files.size(file);
        history.append(entry("b"));
        byte[] whole = Files.readAllBytes(file);

        for (int size = (int) first + 1; size < whole.length - 1; size++) {
            Files.write(file, Arrays.copyOf(whole, size));
            List<String> warnings = new ArrayList<>();
            history.check(warnings::add);

            assertThat(warnings).as("cut at %d", size).hasSize(1);
            assertThat(history.newest(5)).as("cut at %d", size).containsExactly(entry("a"));
            history.append(entry("c"));
            assertThat(history.newest(5)).as("cut at %d", size).containsExactly(entry("c"), entry("a"));
        }
    }

    @Test
    void ofAHistoryThatHasGrownForYearsTheEndIsRead() throws IOException {
        Path file = folder.resolve("history.jsonl");
        Files.writeString(file, "x".repeat(3 << 20) + "\n");
        History history = new History(file, new DurableFiles(Faults.NONE));
        history.append(entry("a"));

        assertThat(history.newest(5)).containsExactly(entry("a"));
    }

    @Test
    void bytesThatAreNoTextAreNoEntry() throws IOException {
        Path file = folder.resolve("history.jsonl");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'});
        History history = new History(file, new DurableFiles(Faults.NONE));
        history.append(entry("a"));

        assertThat(history.newest(5)).containsExactly(entry("a"));
    }
}
