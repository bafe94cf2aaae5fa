package io.github.deployctl.agent.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.delta.Index;
import io.github.deployctl.common.delta.Recipe;
import io.github.deployctl.common.delta.Source;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
    @TempDir
    Path folder;

    private StorePaths paths;
    private Incoming incoming;
    private Path base;
    private Path wanted;

    @BeforeEach
    void write() throws IOException {
        paths = new StorePaths(folder, folder, folder, folder.resolve("env"));
        ReleaseStore store = new ReleaseStore(paths, step -> {});
        store.open();
        incoming = store.incoming(InstantSource.system());
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        base = Files.write(folder.resolve("base"), noise);
        wanted = Files.write(folder.resolve("wanted"), Arrays.copyOf(noise, noise.length - 1));
    }

    @Test
    void whatTheRecipeGivesIsThereUnderItsChecksum() throws Exception {
        byte[] recipe = recipe(wanted);

        assertThat(rebuild(frames(recipe), checksum(wanted))).isTrue();

        assertThat(paths.incoming(checksum(wanted))).hasSameBinaryContentAs(wanted);
    }

    @Test
    void otherBytesThanWereAnnouncedAreNotKept() throws Exception {
        byte[] recipe = recipe(wanted);

        assertThat(rebuild(frames(recipe), checksum(base))).isFalse();

        assertNothingIsKept();
    }

    @Test
    void ofADamagedRecipeNothingIsKept() throws Exception {
        byte[] recipe = recipe(wanted);
        recipe[recipe.length / 2] ^= 1;

        assertThat(rebuild(frames(recipe), checksum(wanted))).isFalse();

        assertNothingIsKept();
    }

    @Test
    void aBaseThatIsGoneIsNoFailureOfTheClients() throws Exception {
        byte[] recipe = recipe(wanted);
        Incoming.Locator gone = artifact -> {
            throw Failure.of(FailureCode.ARTIFACT_INVALID, "gone").asException();
        };

        assertThat(incoming.rebuild(request(checksum(wanted)), gone, Frames.open(frames(recipe))))
                .isFalse();
    }

    @Test
    void aClientThatGoesAwayLeavesNothing() throws Exception {
        byte[] whole = frames(recipe(wanted)).readAllBytes();
        InputStream cut = new ByteArrayInputStream(whole, 0, whole.length / 2);

        assertThat(rebuild(cut, checksum(wanted))).isFalse();

        assertNothingIsKept();
    }

    private boolean rebuild(InputStream recipe, Checksum promised) throws IOException {
        return incoming.rebuild(request(promised), artifact -> base, Frames.open(recipe));
    }

    private Request.Rebuild request(Checksum promised) throws IOException {
        return new Request.Rebuild(promised, Files.size(wanted), checksum(base));
    }

    private byte[] recipe(Path target) throws IOException {
        ByteArrayOutputStream recipe = new ByteArrayOutputStream();
        try (FileChannel from = FileChannel.open(base);
                FileChannel to = FileChannel.open(target)) {
            Source built = Source.of(to.size(), to::read);
            Recipe.write(Index.of(Source.of(from.size(), from::read)), Index.of(built), built, recipe);
        }
        return recipe.toByteArray();
    }

    private static InputStream frames(byte[] recipe) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        Frames.send(new ByteArrayInputStream(recipe), wire, (buffer, length) -> {});
        return new ByteArrayInputStream(wire.toByteArray());
    }

    private static Checksum checksum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Checksum.of(in);
        }
    }

    private void assertNothingIsKept() throws IOException {
        try (Stream<Path> left = Files.list(paths.incoming())) {
            assertThat(left).isEmpty();
        }
    }
}
