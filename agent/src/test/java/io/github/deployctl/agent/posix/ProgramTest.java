package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramTest {
    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void makeFolders() throws IOException {
        Path text = Files.createDirectories(folder.resolve("first")).resolve("run");
        Files.writeString(text, "no program");
        program = Files.createDirectories(folder.resolve("second")).resolve("run");
        Files.createFile(program, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @Test
    void theFirstThatMayBeExecutedIsTakenFromThePath() throws OsException {
        String path = folder.resolve("first") + ":" + folder.resolve("second");
        assertThat(find("run", Map.of("PATH", path))).isEqualTo(program);
    }

    @Test
    void aPathIsRelativeToTheFolderOfTheChild() throws OsException {
        assertThat(find("second/run", Map.of())).isEqualTo(program);
        assertThat(find("run", Map.of("PATH", "second"))).isEqualTo(program);
        assertThat(find(program.toString(), Map.of("PATH", "/nowhere"))).isEqualTo(program);
    }

    @Test
    void aFileThatMayNotBeExecutedIsToldFromNone() {
        assertThatThrownBy(() -> find("run", Map.of("PATH", "first"))).hasMessageContaining("EACCES");
        assertThatThrownBy(() -> find("first", Map.of("PATH", folder.toString())))
                .hasMessageContaining("EACCES");
        assertThatThrownBy(() -> find("run", Map.of("PATH", "/nowhere"))).hasMessageContaining("ENOENT");
    }

    @Test
    void withoutAPathTheSystemsOwnIsUsed() throws OsException {
        assertThat(find("sh", Map.of())).isEqualTo(Path.of("/bin/sh"));
    }

    private Path find(String name, Map<String, String> env) throws OsException {
        return Program.find(new LaunchCommand(List.of(name), env, folder, folder.resolve("log"), List.of()));
    }
}
