package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.e2e.bench.upload.SlowLine;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Uploads over a line of 50 ms and 100 Mbit/s that stands still now and then, or is cut. */
class UploadE2eIT extends E2eHost {
    private static final int BYTES = 12 << 20;
    private static final long CUT = 5 << 20;

    @Test
    void aCutUploadGoesOnAfterAKillAndFromAnotherClientAndAStallingLineLosesNothing() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        Path jar = jars.padded("2.0.0", BYTES, 7);
        try (SlowLine line = SlowLine.to(site.sshd().port(), SlowLine.Speed.FAR)) {
            reachThrough(line);

            line.cutAfter(CUT);
            Outcome cut = push(jar);
            assertThat(cut.exit()).as(cut.all()).isEqualTo(4);
            assertThat(cut.err()).contains("nothing was changed on");
            assertThat(site.page("/")).isEqualTo("demo 1.0.0");
            site.agent().kill();
            site.agent().startAgain(Map.of());

            // Every three MiB the line stands still for longer than any window lasts, though for less than a deadline.
            line.stall(3 << 20, Duration.ofSeconds(1));
            line.takeUp();
            Outcome rest = push(jar, "--json");
            assertThat(rest.exit()).as(rest.all()).isZero();
            long sent = sent(rest);
            assertThat(sent).isBetween(1L, Files.size(jar) - CUT / 2);
            assertThat(line.takeUp()).isLessThan(sent + (1 << 20));
        }
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        assertThat(held("2.0.0-")).isEqualTo(HeldArtifacts.checksum(jar));
        assertThat(incoming()).isEmpty();
    }

    @Test
    void twoThatSendTheSameAndOneThatSendsAnotherAtOnceAllArrive() throws Exception {
        Path same = jars.padded("1.0.0", BYTES / 3, 7);
        Path other = jars.padded("3.0.0", BYTES / 3, 9);
        try (SlowLine line = SlowLine.to(site.sshd().port(), SlowLine.Speed.FAR)) {
            reachThrough(line);
            CompletableFuture<Outcome> first = later(same);
            CompletableFuture<Outcome> second = later(same);
            CompletableFuture<Outcome> third = later(other);
            List<Outcome> outcomes = List.of(first.join(), second.join(), third.join());

            // One deploys at a time; who comes meanwhile is told so. The artifact is there then, and is not sent again.
            assertThat(outcomes).extracting(Outcome::exit).contains(0).isSubsetOf(0, 5);
            for (Path jar : List.of(same, other)) {
                Outcome again = push(jar, "--json", "--force");
                assertThat(again.exit()).as(again.all()).isZero();
            }
        }
        assertThat(site.page("/")).isEqualTo("demo 3.0.0");
        assertThat(held("1.0.0-")).isEqualTo(HeldArtifacts.checksum(same));
        assertThat(held("3.0.0-")).isEqualTo(HeldArtifacts.checksum(other));
    }

    @Test
    void whatCanBeMadeShorterTravelsPackedOverALineThatIsSlowerThanThat() throws Exception {
        Path jar = site.folder().resolve("wordy.jar");
        String words = "what stands before a jar's first entry is nobody's, and java -jar passes it over\n";
        Files.writeString(jar, words.repeat(2 * BYTES / words.length()));
        Files.write(jar, Files.readAllBytes(jars.good("4.0.0")), StandardOpenOption.APPEND);
        try (SlowLine line = SlowLine.to(site.sshd().port(), SlowLine.Speed.FAR)) {
            reachThrough(line);

            Outcome push = push(jar, "--json");
            assertThat(push.exit()).as(push.all()).isZero();
            long travelled = line.takeUp();
            // The first two windows go as they are, before anything is known of the line.
            assertThat(travelled).isLessThan(Files.size(jar) * 2 / 3);
            assertThat(sent(push)).isBetween(travelled - (1 << 20), travelled);
        }
        assertThat(site.page("/")).isEqualTo("demo 4.0.0");
        assertThat(held("4.0.0-")).isEqualTo(HeldArtifacts.checksum(jar));
    }

    private CompletableFuture<Outcome> later(Path jar) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return push(jar);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private Outcome push(Path jar, String... more) throws IOException, InterruptedException {
        String[] words = Stream.concat(Stream.of("--artifact", jar.toString()), Stream.of(more))
                .toArray(String[]::new);
        return site.deployctl("push", words);
    }

    private static long sent(Outcome push) {
        return JsonParser.parseString(push.out())
                .getAsJsonObject()
                .getAsJsonArray("hosts")
                .get(0)
                .getAsJsonObject()
                .get("sentBytes")
                .getAsLong();
    }

    private List<Path> incoming() throws IOException {
        try (Stream<Path> files = Files.list(site.agent().stateFolder().resolve("incoming"))) {
            return files.toList();
        }
    }

    private Checksum held(String version) throws IOException {
        return HeldArtifacts.of(site.agent().stateFolder(), version);
    }
}
