package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.json.MaskedJson;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private @TempDir Path folder;

    private final List<String> log = new ArrayList<>();

    /** A disk on which nothing new can be put in the place of the history. */
    private void loseTheSlimmedHistory(String step) {
        if (step.equals("history.jsonl-written")) {
            try (DirectoryStream<Path> written = Files.newDirectoryStream(folder, ".history*")) {
                for (Path each : written) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Ledger ledger(Faults faults) {
        StorePaths paths =
                new StorePaths(folder, folder.resolve("run"), folder.resolve("log"), folder.resolve("shop.env"));
        return new Ledger(paths, faults, new MaskedJson(text -> text), log::add, Set::of);
    }

    @Test
    void whatIsNotedHasItsNumberThoughTheOldEntriesCannotBeSlimmed() throws IOException {
        Files.writeString(folder.resolve("history.jsonl"), "x".repeat(5 << 20) + "\n");
        Ledger ledger = ledger(this::loseTheSlimmedHistory);

        HistoryEntry noted = ledger.record(
                new HistoryEntry(Instant.EPOCH, "push", "ann", new ReleaseId("a"), null, Timings.NONE, null));

        assertThat(log).singleElement().asString().startsWith("the history could not be written: ");
        assertThat(noted.id()).isOne();
        ledger.complete(noted.took(7));
        assertThat(ledger.history().newest(5)).containsExactly(noted.took(7));
    }
}
