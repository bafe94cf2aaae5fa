package io.github.deployctl.agent.state;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Maintenance;
import io.github.deployctl.common.protocol.Notice;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads and writes {@code maintenance.json}, which is there as long as maintenance is on, and says what is answered. */
public final class MaintenanceFile {
    private static final long LARGEST = 1 << 18;
    private static final int USUAL_RETRY_SECONDS = 60;

    private final Path file;
    private final DurableFiles files;

    public MaintenanceFile(Path file, DurableFiles files) {
        this.file = file;
        this.files = files;
    }

    /** What is written. */
    public record Saved(Maintenance maintenance, Notice notice) {
        public Saved {
            requireNonNull(maintenance, "maintenance");
            requireNonNull(notice, "notice");
        }
    }

    /**
     * Returns what was last written, or nothing when maintenance is off. What cannot be understood is put aside and {@code warnings} is told; since the app
     * may have left its listeners, maintenance stays on then, with the agent's own page.
     */
    public Optional<Saved> read(Instant now, Consumer<String> warnings) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("it is no plain, small file");
            }
            return Optional.of(Json.read(Files.readString(file), Saved.class));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warnings.accept("maintenance.json was not understood (" + e.getMessage() + "); it is kept as " + aside
                    + ", and maintenance stays on, with a page of the agent's own");
            Saved saved = new Saved(
                    new Maintenance(now, "agent", "what was said about it is lost", USUAL_RETRY_SECONDS, List.of()),
                    new Notice(null, null, USUAL_RETRY_SECONDS, List.of()));
            write(saved);
            return Optional.of(saved);
        }
    }

    public void write(Saved saved) throws IOException {
        files.replace(file, Json.writePretty(saved));
    }

    /** Notes that maintenance is off. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
        files.sync(requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
    }
}
