package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A second build of a jar travels as its differences, and arrives as the same bytes. */
class DeltaE2eIT extends E2eHost {
    private static final int BYTES = 4 << 20;
    private static final long SEED = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void whatAnEarlierPushHasSentIsNotSentAgain() throws Exception {
        Path one = jars.padded("1.0.0", BYTES, SEED);
        // On a busy machine it may be packed on the way; the noise in it cannot be made shorter.
        assertThat(sent(one)).isBetween((long) BYTES, Files.size(one));
        await().atMost(PATIENCE).until(() -> indexes().size() == 1);

        Path two = jars.padded("2.0.0", BYTES, SEED);
        assertThat(sent(two)).isBetween(100L, 20_000L);

        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        assertThat(held("2.0.0-")).isEqualTo(HeldArtifacts.checksum(two));
    }

    @Test
    void aClientThatHasNeverPushedAsksTheAgentWhatItHas() throws Exception {
        Path one = jars.padded("1.0.0", BYTES, SEED);
        sent(one);
        await().atMost(PATIENCE).until(() -> indexes().size() == 1);
        forget();

        Path two = jars.padded("2.0.0", BYTES, SEED);
        assertThat(sent(two)).isBetween(100L, 20_000L);

        assertThat(held("2.0.0-")).isEqualTo(HeldArtifacts.checksum(two));
    }

    @Test
    void aWrongIndexCostsBytesAndNothingElse() throws Exception {
        Path one = jars.padded("1.0.0", BYTES, SEED);
        sent(one);
        await().atMost(PATIENCE).until(() -> indexes().size() == 1);
        // What is known of the first is the index of something else: same tiles, other places.
        Path other = jars.padded("0.9.9-other", BYTES, SEED);
        sent(other);
        await().atMost(PATIENCE).until(() -> indexes().size() == 2);
        String sum = HeldArtifacts.checksum(other).hex();
        Path index = indexes().stream()
                .filter(file -> file.getFileName().toString().startsWith(sum))
                .findFirst()
                .orElseThrow();
        Path first = index.resolveSibling(HeldArtifacts.checksum(one).hex() + ".index");
        Files.copy(first, index, StandardCopyOption.REPLACE_EXISTING);

        Path two = jars.padded("2.0.0", BYTES, SEED);
        long sent = sent(two);

        assertThat(held("2.0.0-")).isEqualTo(HeldArtifacts.checksum(two));
        System.out.println("with a wrong index " + sent + " bytes of " + Files.size(two) + " were sent");
    }

    private long sent(Path jar) throws IOException, InterruptedException {
        Outcome push = site.deployctl("push", "--artifact", jar.toString(), "--json");
        assertThat(push.exit()).as(push.all()).isZero();
        return JsonParser.parseString(push.out())
                .getAsJsonObject()
                .getAsJsonArray("hosts")
                .get(0)
                .getAsJsonObject()
                .get("sentBytes")
                .getAsLong();
    }

    private List<Path> indexes() throws IOException {
        Path folder = site.cache().resolve("deployctl/indexes");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".index")).toList();
        }
    }

    private void forget() throws IOException {
        for (Path index : indexes()) {
            Files.delete(index);
        }
    }

    private Checksum held(String version) throws IOException {
        return HeldArtifacts.of(site.agent().stateFolder(), version);
    }
}
