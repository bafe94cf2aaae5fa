package io.github.deployctl.agent.state;

import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Reads and writes {@code state.json}; what is read was written whole. */
public final class StateFile {
    private final Path file;

    public StateFile(Path file) {
        this.file = file;
    }

    /**
     * Returns what was last written, or {@link SavedState#NONE}. A file that cannot be understood is put aside, not deleted, and {@code warnings} is told.
     */
    public SavedState read(Consumer<String> warnings) throws IOException {
        if (!Files.exists(file)) {
            return SavedState.NONE;
        }
        try {
            return Json.read(Files.readString(file), SavedState.class);
        } catch (IllegalArgumentException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warnings.accept("state.json was not understood (" + e.getMessage() + "); it is kept as " + aside
                    + " and the agent starts without it");
            return SavedState.NONE;
        }
    }

    public void write(SavedState state) throws IOException {
        DurableFiles.replace(file, Json.writePretty(state));
    }
}
