package io.github.deployctl.agent.state;

import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.HistoryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code history.jsonl}: one line an operation, appended. A line that was cut by a power loss is passed over. */
public final class History {
    private final Path file;

    public History(Path file) {
        this.file = file;
    }

    public void append(HistoryEntry entry) throws IOException {
        DurableFiles.append(file, Json.write(entry));
    }

    /** Returns at most {@code limit} entries, the newest first. */
    public List<HistoryEntry> newest(int limit) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.reverse(lines);
        List<HistoryEntry> entries = new ArrayList<>();
        for (String line : lines) {
            if (entries.size() == limit) {
                break;
            }
            read(line).ifPresent(entries::add);
        }
        return entries;
    }

    private static Optional<HistoryEntry> read(String line) {
        try {
            return Optional.of(Json.read(line, HistoryEntry.class));
        } catch (IllegalArgumentException cut) {
            return Optional.empty();
        }
    }
}
