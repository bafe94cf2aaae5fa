package io.github.deployctl.agent.launch;

import io.github.deployctl.common.secret.Assignments;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The host's env file, of {@link Assignments}. */
public final class EnvFile {
    private EnvFile() {}

    /**
     * Returns what {@code file} sets; nothing when it does not exist. A folder that may not be looked into could have one, so "there is none" must be what the
     * system says.
     *
     * @throws IOException when it cannot be read or understood; the message names the file and why
     */
    public static Map<String, String> read(Path file) throws IOException {
        return read(file, Files::readString);
    }

    /** Returns the text of a file. */
    interface Reader {
        String text(Path file) throws IOException;
    }

    static Map<String, String> read(Path file, Reader reader) throws IOException {
        String text;
        try {
            text = reader.text(file);
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": permission denied", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8", e);
        }
        return parse(text, file.toString());
    }

    static Map<String, String> parse(String text, String name) throws IOException {
        try {
            return Assignments.parse(text, name);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage());
        }
    }
}
