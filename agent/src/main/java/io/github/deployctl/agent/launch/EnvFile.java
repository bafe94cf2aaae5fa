package io.github.deployctl.agent.launch;

import io.github.deployctl.common.secret.Assignments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The host's env file, of {@link Assignments}. */
public final class EnvFile {
    private EnvFile() {}

    /** Returns what {@code file} sets; nothing when it does not exist. */
    public static Map<String, String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        return parse(Files.readString(file), file.toString());
    }

    static Map<String, String> parse(String text, String name) throws IOException {
        try {
            return Assignments.parse(text, name);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage());
        }
    }
}
