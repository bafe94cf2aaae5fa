package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar whose directory alone is half of the agent's heap: whoever opens it ends the agent. */
class LargeDirectoryTest {
    private static final int ENTRIES = 7_000;
    private static final int NAME = 1_000;

    private @TempDir Path folder;
    private Path jar;

    @BeforeEach
    void makeJar() throws IOException {
        jar = folder.resolve("app.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(Deflater.BEST_SPEED);
            out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            out.write("Manifest-Version: 1.0\r\nMain-Class: shop.Main\r\n".getBytes(StandardCharsets.US_ASCII));
            out.putNextEntry(new ZipEntry("com/acme/shaded/io/netty/channel/epoll/Epoll.class"));
            for (int i = 0; i < ENTRIES; i++) {
                out.putNextEntry(new ZipEntry("x".repeat(NAME) + i));
            }
        }
    }

    @Test
    void nothingIsRefusedForWhatCannotBeSeen() {
        assertThat(ArtifactInspection.of(jar)).contains(new ArtifactInspection("", 0));
    }

    @Test
    void copiesOfNettyAreNotLookedFor() {
        assertThat(RelocatedNetty.environment(jar)).isEmpty();
    }
}
