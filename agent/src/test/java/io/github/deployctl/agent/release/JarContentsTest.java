package io.github.deployctl.agent.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.jar.Component;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarContentsTest {
    private @TempDir Path folder;

    private Path jar(int entries, String comment) throws Exception {
        Path jar = folder.resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setComment(comment);
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry("BOOT-INF/lib/gson-2." + i + ".jar"));
                zip.closeEntry();
            }
        }
        return jar;
    }

    @Test
    void theLibrariesAreReadBehindACommentToo() throws Exception {
        assertThat(JarContents.of(jar(1, "x".repeat(60_000))))
                .hasValueSatisfying(
                        components -> assertThat(components).containsExactly(new Component("gson", "2.0", 0)));
    }

    @Test
    void whatIsNoJarHasNone() throws Exception {
        assertThat(JarContents.of(Files.writeString(folder.resolve("a"), "no jar at all, but long enough")))
                .isEmpty();
        assertThat(JarContents.of(Files.createFile(folder.resolve("b")))).isEmpty();
        assertThat(JarContents.of(folder.resolve("missing"))).isEmpty();
    }

    @Test
    void aDirectoryThatWouldFillTheAgentsMemoryIsNotRead() throws Exception {
        Path jar = jar(1, "");
        byte[] bytes = Files.readAllBytes(jar);
        // The size of the directory is 10 bytes before the end of an archive without a comment.
        bytes[bytes.length - 7] = 0x70;

        assertThat(JarContents.of(Files.write(jar, bytes))).isEmpty();
    }
}
