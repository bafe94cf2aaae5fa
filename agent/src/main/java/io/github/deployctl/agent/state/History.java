package io.github.deployctl.agent.state;

import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.json.MaskedJson;
import io.github.deployctl.common.protocol.HistoryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code history.jsonl}: one line an operation, appended, and another with the same id when there is more to say of it. A line that was cut by a power loss is
 * passed over. The file grows for ever and the agent's heap does not, so it is read from its end, line by line. Any thread may read; one writes.
 */
public final class History {
    /** No line is longer than what fits a message, in bytes. */
    static final int LONGEST_LINE = 1 << 20;

    /** What was found when an operation failed is kept up to here, in characters. */
    private static final int MOST_EVIDENCE = 48 << 10;
    /** Entries are told with what was found as long as they take no more together, in characters. */
    private static final int MOST_TOLD = 256 << 10;
    /** And without it as long as they take no more, so that they fit one message. */
    private static final int MOST = 512 << 10;

    /** Entries that were noted again while others were noted are no further from the end than so many. */
    private static final int OVERLAP = 100;

    private final Path file;
    private final DurableFiles files;
    private final MaskedJson shown;
    private final Slimming slimming;
    private long last = -1;

    /** One for an app without secrets. */
    public History(Path file, DurableFiles files) {
        this(file, files, new MaskedJson(text -> text));
    }

    /**
     * Makes one.
     *
     * @param shown writes the entries
     */
    public History(Path file, DurableFiles files, MaskedJson shown) {
        this.shown = shown;
        this.file = file;
        this.files = files;
        this.slimming = new Slimming(file, files);
    }

    /** Appends an operation, with the next number, which the entry that is returned has. */
    public HistoryEntry append(HistoryEntry entry) throws IOException {
        if (last < 0) {
            last = lastId();
        }
        last++;
        HistoryEntry numbered = bounded(entry.numbered(last));
        files.append(file, shown.write(numbered));
        return numbered;
    }

    /** Takes from old entries what was found at failures, where the file has grown. Where that fails, nothing is lost. */
    public void slimIfGrown() throws IOException {
        slimming.slimIfGrown();
    }

    /** Appends what there is to say now of an operation that has been appended before. */
    public void complete(HistoryEntry entry) throws IOException {
        files.append(file, shown.write(bounded(entry)));
    }

    /** Tells {@code warnings} when the last line was cut. */
    public void check(Consumer<String> warnings) throws IOException {
        try (BackwardLines lines = open()) {
            String line = lines == null ? null : lines.next();
            if (line != null && read(line).isEmpty()) {
                warnings.accept("the last line of " + file + " was cut or is no entry; it is passed over");
            }
        }
    }

    /** Returns at most {@code limit} entries, the newest first; of the older ones without what was found, where that is much. */
    public List<HistoryEntry> newest(int limit) throws IOException {
        List<HistoryEntry> entries = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        int told = 0;
        try (BackwardLines lines = open()) {
            for (String line = next(lines); line != null && entries.size() < limit + OVERLAP; line = next(lines)) {
                Optional<HistoryEntry> read = read(line);
                if (read.isEmpty()
                        || (read.get().id() > 0 && !seen.add(read.get().id()))) {
                    continue;
                }
                boolean slim = told + line.length() > MOST_TOLD;
                HistoryEntry entry = slim ? read.get().withoutEvidence() : read.get();
                told += slim ? Json.write(entry).length() : line.length();
                if (told > MOST) {
                    break;
                }
                entries.add(entry);
            }
        }
        // Those without a number are older than all that have one.
        entries.sort(Comparator.comparingLong(HistoryEntry::id).reversed());
        return List.copyOf(entries.subList(0, Math.min(limit, entries.size())));
    }

    /** Returns the entry with this number. */
    public Optional<HistoryEntry> find(long id) throws IOException {
        try (BackwardLines lines = open()) {
            for (String line = next(lines); line != null && id > 0; line = next(lines)) {
                // Most lines need not be understood to see that they are others.
                Optional<HistoryEntry> entry =
                        line.contains("\"id\":" + id) ? read(line).filter(found -> found.id() == id) : Optional.empty();
                if (entry.isPresent()) {
                    return entry;
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the highest number that was given; a line that came later may have a lower one. */
    private long lastId() throws IOException {
        long highest = 0;
        try (BackwardLines lines = open()) {
            int looked = 0;
            for (String line = next(lines); line != null && looked < OVERLAP; line = next(lines)) {
                Optional<HistoryEntry> entry = read(line);
                highest = Math.max(highest, entry.map(HistoryEntry::id).orElse(0L));
                looked += entry.isPresent() ? 1 : 0;
            }
        }
        return highest;
    }

    private @Nullable BackwardLines open() throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? new BackwardLines(file, LONGEST_LINE) : null;
    }

    private static @Nullable String next(@Nullable BackwardLines lines) throws IOException {
        return lines == null ? null : lines.next();
    }

    private static HistoryEntry bounded(HistoryEntry entry) {
        Failure failure = entry.failure();
        return failure == null
                ? entry
                : entry.failed(failure.evidence(Evidence.within(MOST_EVIDENCE, failure.evidence())));
    }

    static Optional<HistoryEntry> read(String line) {
        try {
            return Optional.of(Json.read(line, HistoryEntry.class));
        } catch (IllegalArgumentException cut) {
            return Optional.empty();
        }
    }
}
