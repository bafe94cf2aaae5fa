package io.github.deployctl.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.common.delta.Index;
import io.github.deployctl.common.delta.Source;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DifferencesTest {
    @TempDir
    Path folder;

    private IndexCache cache;
    private byte[] noise;

    @BeforeEach
    void makeNoise() {
        cache = new IndexCache(folder.resolve("cache"), () -> Instant.EPOCH);
        noise = new byte[50_000];
        new Random(1).nextBytes(noise);
    }

    @Test
    void whatIsTheSameIsNotInTheRecipe() throws Exception {
        Artifact artifact = artifact("a", noise);

        assertThat(new Differences(artifact, cache).from(index(artifact)).orElseThrow())
                .hasSizeLessThan(100);
    }

    @Test
    void aRecipeAsLongAsTheArtifactIsNone() throws Exception {
        Artifact artifact = artifact("a", noise);
        Artifact other = artifact("b", Arrays.copyOf(noise, 40_000));

        assertThat(new Differences(artifact, cache).from(index(other))).isEmpty();
    }

    @Test
    void whatWasSentIsKnownToTheNextPush() throws Exception {
        Artifact artifact = artifact("a", noise);
        Differences differences = new Differences(artifact, cache);

        differences.remember();

        await().until(() -> differences.known(artifact.checksum()).isPresent());
    }

    @Test
    void aDamagedIndexIsAsGoodAsNone() throws Exception {
        Artifact artifact = artifact("a", noise);
        cache.keep(artifact.checksum(), index(artifact));
        Path file = folder.resolve("cache").resolve(artifact.checksum().hex() + ".index");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 7));

        assertThat(cache.find(artifact.checksum())).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeCostsNothing() throws Exception {
        Files.writeString(folder.resolve("cache"), "no folder");
        Artifact artifact = artifact("a", noise);

        cache.keep(artifact.checksum(), index(artifact));

        assertThat(cache.find(artifact.checksum())).isEmpty();
    }

    @Test
    void theOldestIndexesAreForgotten() throws Exception {
        Index index = index(artifact("a", noise));
        for (int i = 0; i < 60; i++) {
            cache.keep(artifact("b", Arrays.copyOf(noise, i + 1)).checksum(), index);
        }

        try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
            assertThat(kept).hasSize(50);
        }
    }

    private Artifact artifact(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        try (InputStream in = Files.newInputStream(file)) {
            return new Artifact(file, bytes.length, Checksum.of(in), "1.0.0");
        }
    }

    private static Index index(Artifact artifact) throws IOException {
        try (FileChannel file = FileChannel.open(artifact.file())) {
            return Index.of(Source.of(file.size(), file::read));
        }
    }
}
