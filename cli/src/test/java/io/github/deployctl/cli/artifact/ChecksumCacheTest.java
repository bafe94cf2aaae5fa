package io.github.deployctl.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksumCacheTest {
    private static final Checksum ONE = new Checksum("1".repeat(64));
    private static final Checksum TWO = new Checksum("2".repeat(64));

    @TempDir
    Path folder;

    private Instant now = Instant.now().plus(Duration.ofMinutes(1));
    private ChecksumCache cache;
    private Path jar;

    @BeforeEach
    void write() throws IOException {
        cache = new ChecksumCache(folder.resolve("cache"), () -> now);
        jar = Files.writeString(folder.resolve("a jar"), "one");
    }

    @Test
    void whatWasReadIsKnownUntilTheFileIsWrittenTo() throws Exception {
        cache.keep(jar, FileStamp.of(jar), ONE);
        assertThat(cache.find(jar, FileStamp.of(jar))).contains(ONE);

        Files.writeString(jar, "more");

        assertThat(cache.find(jar, FileStamp.of(jar))).isEmpty();
    }

    @Test
    void anotherFileWithTheSameSizeAndTimesIsNotTakenForIt() throws Exception {
        cache.keep(jar, FileStamp.of(jar), ONE);
        FileTime written = Files.getLastModifiedTime(jar);
        Path other = Files.writeString(folder.resolve("other"), "two");
        Files.move(other, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(jar, written);

        assertThat(cache.find(jar, FileStamp.of(jar))).isEmpty();
    }

    @Test
    void aFileThatChangedJustNowIsNotRememberedSinceItsNextChangeMightNotShow() throws Exception {
        now = Instant.now();

        cache.keep(jar, FileStamp.of(jar), ONE);

        assertThat(cache.find(jar, FileStamp.of(jar))).isEmpty();
    }

    @Test
    void theLastOfAFileStandsForItAndTheOldestFilesAreForgotten() throws Exception {
        cache.keep(jar, FileStamp.of(jar), ONE);
        cache.keep(jar, FileStamp.of(jar), TWO);
        assertThat(cache.find(jar, FileStamp.of(jar))).contains(TWO);

        for (int i = 0; i < 60; i++) {
            Path other = folder.resolve("jar-" + i);
            cache.keep(other, FileStamp.of(jar), ONE);
        }
        assertThat(cache.find(jar, FileStamp.of(jar))).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("cache/checksums"))).hasSize(50);
    }

    @Test
    void whatSomebodyElseHasWrittenThereIsNoChecksum() throws Exception {
        Files.createDirectories(folder.resolve("cache"));
        Files.writeString(
                folder.resolve("cache/checksums"),
                "rubbish " + FileStamp.of(jar).text() + " " + jar + "\n");

        assertThat(cache.find(jar, FileStamp.of(jar))).isEmpty();
    }
}
