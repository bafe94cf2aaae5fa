package io.github.deployctl.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.json.Json;
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
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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

        assertThat(history.newest(2))
                .containsExactly(entry("c").numbered(3), entry("b").numbered(2));
    }

    @Test
    void lineThatWasCutByAPowerLossIsPassedOver() throws IOException {
        Path file = folder.resolve("history.jsonl");
        History history = new History(file, new DurableFiles(Faults.NONE));
        history.append(entry("a"));
        Files.writeString(file, "{\"at\":\"2026-01", StandardOpenOption.APPEND);

        assertThat(releases(history)).containsExactly("a");
        history.append(entry("b"));
        assertThat(releases(history)).containsExactly("b", "a");
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
            assertThat(releases(history)).as("cut at %d", size).containsExactly("a");
            history.append(entry("c"));
            assertThat(releases(history)).as("cut at %d", size).containsExactly("c", "a");
        }
    }

    @Test
    void ofAHistoryThatHasGrownForYearsTheEndIsRead() throws IOException {
        Path file = folder.resolve("history.jsonl");
        Files.writeString(file, "x".repeat(3 << 20) + "\n");
        History history = new History(file, new DurableFiles(Faults.NONE));
        history.append(entry("a"));

        assertThat(releases(history)).containsExactly("a");
    }

    @Test
    void bytesThatAreNoTextAreNoEntry() throws IOException {
        Path file = folder.resolve("history.jsonl");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'});
        History history = new History(file, new DurableFiles(Faults.NONE));
        history.append(entry("a"));

        assertThat(releases(history)).containsExactly("a");
    }

    private static List<String> releases(History history) throws IOException {
        return history.newest(5).stream()
                .map(entry -> String.valueOf(entry.release()))
                .toList();
    }

    private static Failure why(HistoryEntry entry) {
        return Objects.requireNonNull(entry.failure());
    }

    private History open() {
        return new History(folder.resolve("history.jsonl"), new DurableFiles(Faults.NONE));
    }

    private static HistoryEntry failed(String release, int characters) {
        List<String> lines = Collections.nCopies(characters / 100, "x".repeat(99));
        return entry(release)
                .failed(Failure.of(FailureCode.NOT_DEPLOYED, "no")
                        .evidence(List.of(new Evidence("last lines", lines), Evidence.of("it listens nowhere"))));
    }

    @Test
    void theNextAgentCountsOnAlsoAfterAnOldHistoryAndAfterOneThatWasNotedAgain() throws IOException {
        Files.writeString(
                folder.resolve("history.jsonl"), Json.write(entry("old")).replace("\"id\":0,", "") + "\n");
        History first = open();
        HistoryEntry one = first.append(entry("a"));
        HistoryEntry two = first.append(entry("b"));
        first.complete(one.took(7));

        assertThat(one.id()).isOne();
        assertThat(open().append(entry("c")).id()).isEqualTo(3);
        assertThat(open().newest(5))
                .extracting(HistoryEntry::id)
                .as("the newest first, whatever was noted last, and at the end what has no number")
                .containsExactly(3L, 2L, 1L, 0L);
        assertThat(open().find(1)).contains(one.took(7));
        assertThat(open().find(2)).contains(two);
        assertThat(open().find(4)).isEmpty();
        assertThat(open().find(0)).as("no entry has it").isEmpty();
    }

    @Test
    void ofMuchThatWasFoundTheOldIsLeftOutOfTheListAndNotOfTheEntry() throws IOException {
        History history = open();
        for (int i = 0; i < 12; i++) {
            history.append(failed("r" + i, 40_000));
        }

        List<HistoryEntry> list = history.newest(20);

        assertThat(list).hasSize(12);
        assertThat(Json.write(list).length()).isLessThan(History.LONGEST_LINE);
        assertThat(why(list.get(0)).evidence()).hasSize(2);
        assertThat(why(list.get(11)).evidence()).isEmpty();
        assertThat(why(history.find(1).orElseThrow()).evidence()).hasSize(2);
    }

    @Test
    void whatWasFoundIsCutWithANoteWhereItIsTooMuchForALine() throws IOException {
        HistoryEntry noted = open().append(failed("a", 200_000));

        assertThat(Files.size(folder.resolve("history.jsonl"))).isLessThan(60_000);
        assertThat(why(noted).evidence().get(0).lines()).last().asString().contains("more lines were left out");
        assertThat(open().find(1)).contains(noted);
    }

    @Test
    void aFileThatHasGrownLosesWhatWasFoundLongAgoAndNoEntry() throws IOException {
        History history = open();
        for (int i = 0; i < 120; i++) {
            history.append(failed("r" + i, 40_000));
            history.slimIfGrown();
        }

        assertThat(Files.size(folder.resolve("history.jsonl"))).isLessThan(3L << 20);
        assertThat(history.newest(200)).hasSize(120);
        assertThat(why(history.find(1).orElseThrow()).message()).isEqualTo("no");
        assertThat(why(history.find(1).orElseThrow()).evidence()).isEmpty();
        assertThat(why(history.find(120).orElseThrow()).evidence()).hasSize(2);
        assertThat(open().append(entry("next")).id()).isEqualTo(121);
    }
}
