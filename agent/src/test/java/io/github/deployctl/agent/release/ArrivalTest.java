package io.github.deployctl.agent.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upload that is cut goes on from where it was, whoever sends the rest. */
class ArrivalTest {
    private static final byte[] CONTENT = "what a jar has in it".getBytes(StandardCharsets.UTF_8);
    private static final Checksum SHA = sha(CONTENT);

    private @TempDir Path folder;
    private StorePaths paths;
    private Instant now = Instant.now();
    private Incoming incoming;

    @BeforeEach
    void open() throws IOException {
        paths = new StorePaths(folder, folder, folder, folder.resolve("env"));
        incoming = agent();
    }

    /** One that has just started on what is on the disk. */
    private Incoming agent() throws IOException {
        ReleaseStore store = new ReleaseStore(paths, Faults.NONE);
        store.open();
        Incoming started = store.incoming(() -> now);
        started.clear();
        return started;
    }

    @Test
    void uploadThatIsCutAtAnyByteGoesOnFromWhereItWasEvenWithAnotherAgent() throws Exception {
        byte[] wire = frames(CONTENT);
        for (int cut = 0; cut < wire.length; cut++) {
            byte[] part = Arrays.copyOf(wire, cut);
            try (Arrival arrival = incoming.expect(SHA, CONTENT.length)) {
                assertThat(arrival.offset()).isZero();
                assertThatExceptionOfType(EOFException.class)
                        .as("cut after %d bytes", cut)
                        .isThrownBy(() -> arrival.receive(Frames.open(new ByteArrayInputStream(part))));
            }
            assertThat(incoming.holds(SHA)).isFalse();

            incoming = agent();
            try (Arrival arrival = incoming.expect(SHA, CONTENT.length)) {
                int held = (int) arrival.offset();
                assertThat(held).isEqualTo(Math.min(Math.max(0, cut - Integer.BYTES), CONTENT.length));
                assertThat(arrival.receive(from(held))).isTrue();
            }
            assertThat(paths.incoming(SHA)).hasBinaryContent(CONTENT);
            assertThat(left()).hasSize(1);
            Files.delete(paths.incoming(SHA));
        }
    }

    @Test
    void wrongBeginningIsThrownAwayAndAllIsWanted() throws Exception {
        Files.write(folder.resolve("incoming").resolve(SHA + "-1.part"), new byte[5]);

        try (Arrival arrival = incoming.expect(SHA, CONTENT.length)) {
            assertThat(arrival.offset()).isEqualTo(5);
            assertThat(arrival.receive(from(5))).isFalse();
        }
        assertThat(left()).isEmpty();
        try (Arrival arrival = incoming.expect(SHA, CONTENT.length)) {
            assertThat(arrival.offset()).isZero();
            assertThat(arrival.receive(from(0))).isTrue();
        }
        assertThat(paths.incoming(SHA)).hasBinaryContent(CONTENT);
    }

    @Test
    void wrongBytesFromTheFirstOnAreRefusedAndNotKept() throws Exception {
        try (Arrival arrival = incoming.expect(SHA, 3)) {
            assertThatThrownBy(() -> arrival.receive(new ByteArrayInputStream(new byte[3])))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("announced were 3 bytes with " + SHA);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void twoClientsThatSendTheSameAtOnceBothSucceedAndTheSecondBeginsWhereTheFirstIs() throws Exception {
        byte[] first = Arrays.copyOf(frames(CONTENT), 10);
        try (Arrival one = incoming.expect(SHA, CONTENT.length)) {
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> one.receive(Frames.open(new ByteArrayInputStream(first))));
            try (Arrival two = incoming.expect(SHA, CONTENT.length)) {
                assertThat(two.offset()).isEqualTo(6);
                assertThat(left()).hasSize(2);
                assertThat(two.receive(from(6))).isTrue();
                assertThat(paths.incoming(SHA)).hasBinaryContent(CONTENT);
                assertThat(left()).as("the first one's is still being written").hasSize(2);
            }
        }
    }

    @Test
    void differentArtifactsAtOnceDoNotMeet() throws Exception {
        byte[] other = "another jar".getBytes(StandardCharsets.UTF_8);
        try (Arrival one = incoming.expect(SHA, CONTENT.length);
                Arrival two = incoming.expect(sha(other), other.length)) {
            assertThat(two.receive(new ByteArrayInputStream(other))).isTrue();
            assertThat(one.receive(from(0))).isTrue();
        }
        assertThat(paths.incoming(SHA)).hasBinaryContent(CONTENT);
        assertThat(paths.incoming(sha(other))).hasBinaryContent(other);
    }

    @Test
    void ofBeginningsTheNewestFewAreKeptForTwoDaysAndAnyThatIsInUse() throws Exception {
        Files.createDirectories(paths.incoming());
        for (int i = 0; i < 5; i++) {
            Path file = Files.write(paths.incoming().resolve(sha(new byte[] {(byte) i}) + "-1.part"), new byte[1]);
            Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(i))));
        }
        try (Arrival oldest = incoming.expect(sha(new byte[] {2}), 100)) {
            assertThat(oldest.offset()).isEqualTo(1);
            now = now.plus(Duration.ofHours(47));
            incoming.clear();
            assertThat(left()).as("one in use, two that are young enough").hasSize(3);
            now = now.plus(Duration.ofDays(9));
            incoming.clear();
            assertThat(left()).hasSize(1);
        }
    }

    /** A killed agent closes nothing: what it had made for bytes that never came is there, newer than all that is worth keeping. */
    @Test
    void fileOfAnUploadWhoseFirstByteNeverCameTakesNoBeginningsPlace() throws Exception {
        for (int i = 0; i < 3; i++) {
            Files.createFile(paths.incoming().resolve(sha(new byte[] {(byte) i}) + "-1.part"));
        }
        Path begun = Files.write(paths.incoming().resolve(SHA + "-1.part"), new byte[1]);
        Files.setLastModifiedTime(begun, FileTime.from(now.minus(Duration.ofHours(1))));

        incoming = agent();

        assertThat(left()).containsExactly(begun);
    }

    @Test
    void emptyBeginningThatIsInUseStays() throws Exception {
        try (Arrival arrival = incoming.expect(SHA, CONTENT.length)) {
            incoming.clear();
            assertThat(left()).hasSize(1);
            assertThat(arrival.receive(from(0))).isTrue();
        }
    }

    @Test
    void beginningsOfOthersMakeRoomBeforeAnArtifactIsRefused() throws Exception {
        Path other = Files.write(paths.incoming().resolve(sha(new byte[1]) + "-1.part"), new byte[1]);
        Path own = Files.write(paths.incoming().resolve(SHA + "-1.part"), new byte[1]);

        assertThatThrownBy(() -> incoming.makeSureOfRoom(SHA, Long.MAX_VALUE / 2))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("nothing was sent");

        assertThat(other).doesNotExist();
        assertThat(own).exists();
    }

    @Test
    void plantedLinkIsNoBeginning() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "keep me");
        Files.createSymbolicLink(paths.incoming().resolve(SHA + "-1.part"), precious);

        try (Arrival arrival = incoming.expect(SHA, CONTENT.length)) {
            assertThat(arrival.offset()).isZero();
            assertThat(arrival.receive(from(0))).isTrue();
        }
        assertThat(precious).hasContent("keep me");
    }

    private static InputStream from(int offset) {
        return new ByteArrayInputStream(CONTENT, offset, CONTENT.length - offset);
    }

    private static byte[] frames(byte[] content) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        Frames.send(new ByteArrayInputStream(content), frames, (buffer, length) -> {});
        return frames.toByteArray();
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(paths.incoming())) {
            return files.toList();
        }
    }

    private static Checksum sha(byte[] content) {
        try {
            return Checksum.of(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
