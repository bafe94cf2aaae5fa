package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.state.History;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers whoever asks for one entry of the history, also when there is none of that number. Any thread may use it. */
final class Recollection {
    private static final int NEAREST = 5;
    /** Among so many of the newest the nearest are looked for. */
    private static final int LOOKED = 1000;

    private final History history;

    Recollection(History history) {
        this.history = history;
    }

    Reply of(long id) throws IOException {
        Optional<HistoryEntry> entry = history.find(id);
        if (entry.isPresent()) {
            return new Reply.HistoryReport(List.of(entry.get()));
        }
        List<Long> nearest = history.newest(LOOKED).stream()
                .map(HistoryEntry::id)
                .filter(known -> known > 0)
                .sorted(Comparator.comparingLong(known -> Math.abs(known - id)))
                .limit(NEAREST)
                .toList();
        Failure none = Failure.of(FailureCode.USAGE, "there is no entry " + id + " in the history");
        return new Reply.Failed(
                nearest.isEmpty() ? none : none.hint("deployctl history show with one of the nearest: " + nearest));
    }
}
