package io.github.deployctl.e2e.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.bench.crash.Pieces.Piece;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pieces of artifacts a host may keep, beside each that it may not. */
class PiecesTest {
    private static final Instant NOW = Instant.parse("2026-01-03T00:00:00Z");
    private static final Sent SENT = new Sent("1.0", Conduct.GOOD, new Checksum("ab".repeat(32)), 100);
    private static final Sent OTHER = new Sent("2.0", Conduct.GOOD, new Checksum("cd".repeat(32)), 100);

    @Test
    void pieceOfWhatIsNotStoredIsKept() {
        assertThat(complaints(piece(100, NOW.minus(Pieces.LONGEST)), List.of(OTHER)))
                .isEmpty();
        assertThat(complaints(Collections.nCopies(3, piece(1, NOW)))).isEmpty();
    }

    @Test
    void moreThanThreeAreCondemned() {
        assertThat(complaints(Collections.nCopies(4, piece(1, NOW))))
                .singleElement()
                .asString()
                .startsWith("4 pieces");
    }

    @Test
    void pieceOfWhatIsStoredIsCondemned() {
        assertThat(complaints(piece(1, NOW), List.of(SENT)))
                .singleElement()
                .asString()
                .endsWith("is there whole");
    }

    @Test
    void oldPieceIsCondemned() {
        assertThat(complaints(piece(1, NOW.minus(Pieces.LONGEST).minus(Duration.ofSeconds(1))), List.of()))
                .singleElement()
                .asString()
                .endsWith("too old");
    }

    @Test
    void pieceOfNothingIsCondemned() {
        Piece unknown = new Piece("ef".repeat(32) + "-1.part", 1, NOW);
        for (Piece each : List.of(unknown, piece(101, NOW))) {
            assertThat(complaints(each, List.of())).singleElement().asString().endsWith("nothing that was sent");
        }
        assertThat(complaints(piece(0, NOW), List.of()))
                .singleElement()
                .asString()
                .endsWith("it is empty");
    }

    @Test
    void wholeArtifactsAreNoPieces(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve(SENT.artifact().hex() + ".jar"));
        Path part = Files.write(folder.resolve(SENT.artifact().hex() + "-1.part"), new byte[3]);

        assertThat(Pieces.in(folder))
                .containsExactly(new Piece(
                        part.getFileName().toString(),
                        3,
                        Files.getLastModifiedTime(part).toInstant()));
    }

    private static Piece piece(long bytes, Instant written) {
        return new Piece(SENT.artifact().hex() + "-1.part", bytes, written);
    }

    private static List<String> complaints(Piece piece, List<Sent> stored) {
        return Pieces.complaints(List.of(piece), List.of(SENT, OTHER), stored, NOW);
    }

    private static List<String> complaints(List<Piece> pieces) {
        return Pieces.complaints(pieces, List.of(SENT, OTHER), List.of(), NOW);
    }
}
