package io.github.deployctl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTroubleTest {
    @TempDir
    Path folder;

    @Test
    void itIsSaidInWordsAndNotByTheNameOfTheFile() {
        assertThat(reading(folder.resolve("absent"))).isEqualTo("no such file or folder");
        assertThat(reading(folder)).isEqualTo("Is a directory");
        assertThat(FileTrouble.of(new AccessDeniedException("/a"))).isEqualTo("permission denied");
        assertThat(FileTrouble.of(new MalformedInputException(1))).isEqualTo("it is not UTF-8 text");
        assertThat(FileTrouble.of(new FileSystemException("/a", null, "Not a directory")))
                .isEqualTo("Not a directory");
        assertThat(FileTrouble.of(new NotLinkException("/a"))).isEqualTo("input/output error");
        assertThat(FileTrouble.of(new IOException())).isEqualTo("input/output error");
    }

    private static String reading(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return FileTrouble.of(e);
        }
    }
}
