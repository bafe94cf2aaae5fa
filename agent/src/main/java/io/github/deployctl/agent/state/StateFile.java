package io.github.deployctl.agent.state;

import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads and writes {@code state.json}; what is read was written whole. */
public final class StateFile {
    /** In bytes. A state has some thousands; what is larger is none, and would not fit into the agent's heap. */
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final DurableFiles files;

    public StateFile(Path file, DurableFiles files) {
        this.file = file;
        this.files = files;
    }

    /**
     * Returns what was last written, {@link SavedState#NONE} when nothing ever was, or nothing when it cannot be understood: then it is put aside, not deleted,
     * and {@code warnings} is told.
     */
    public Optional<SavedState> read(Consumer<String> warnings) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(SavedState.NONE);
        }
        try {
            return Optional.of(Json.read(text(), SavedState.class));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warnings.accept("state.json was not understood (" + e.getMessage() + "); it is kept as " + aside
                    + " and the agent starts without it");
            return Optional.empty();
        }
    }

    private String text() throws IOException {
        // A link was not made here, and reading a FIFO would wait for whoever writes to it.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("it is no plain file");
        }
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException("it has " + Files.size(file) + " bytes");
        }
        return Files.readString(file);
    }

    public void write(SavedState state) throws IOException {
        files.replace(file, Json.writePretty(state));
    }
}
