package io.github.deployctl.agent.state;

import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.HistoryEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code history.jsonl}: one line an operation, appended. A line that was cut by a power loss is passed over. */
public final class History {
    /** The most that is read of it, in bytes, from its end: it grows for ever, and the agent's heap does not. */
    private static final int NEWEST = 1 << 20;

    private final Path file;
    private final DurableFiles files;

    public History(Path file, DurableFiles files) {
        this.file = file;
        this.files = files;
    }

    public void append(HistoryEntry entry) throws IOException {
        files.append(file, Json.write(entry));
    }

    /** Tells {@code warnings} when the last line was cut. */
    public void check(Consumer<String> warnings) throws IOException {
        List<String> lines = lines();
        if (!lines.isEmpty() && read(lines.get(0)).isEmpty()) {
            warnings.accept("the last line of " + file + " was cut or is no entry; it is passed over");
        }
    }

    /** Returns at most {@code limit} entries, the newest first. */
    public List<HistoryEntry> newest(int limit) throws IOException {
        List<HistoryEntry> entries = new ArrayList<>();
        for (String line : lines()) {
            if (entries.size() == limit) {
                break;
            }
            read(line).ifPresent(entries::add);
        }
        return entries;
    }

    /** Returns the newest lines, the newest first. */
    private List<String> lines() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - NEWEST);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
                // Until the end, or until somebody has cut the file.
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            // The first of them may have begun before.
            List<String> lines =
                    new ArrayList<>(text.lines().skip(start == 0 ? 0 : 1).toList());
            Collections.reverse(lines);
            return lines;
        }
    }

    private static Optional<HistoryEntry> read(String line) {
        try {
            return Optional.of(Json.read(line, HistoryEntry.class));
        } catch (IllegalArgumentException cut) {
            return Optional.empty();
        }
    }
}
