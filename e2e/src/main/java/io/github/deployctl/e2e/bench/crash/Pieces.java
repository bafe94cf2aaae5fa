package io.github.deployctl.e2e.bench.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a host keeps of artifacts that came in part, for whoever has the rest: the agent was killed while the bytes came, and a cut upload is to go on. It is no
 * leak within the limits that {@code docs/limits.md} states, as long as there is a use for it.
 */
final class Pieces {
    static final int MOST = 3;
    static final Duration LONGEST = Duration.ofDays(2);
    private static final String SUFFIX = ".part";

    private Pieces() {}

    /**
     * One piece.
     *
     * @param name of its file
     */
    record Piece(String name, long bytes, Instant written) {
        /** Whether it is one of that artifact. */
        boolean isOf(Sent sent) {
            return name.startsWith(sent.artifact().hex() + "-");
        }
    }

    /** Returns those in {@code folder}, which an agent at rest does not write to. */
    static List<Piece> in(Path folder) throws IOException {
        List<Piece> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                found.add(new Piece(
                        file.getFileName().toString(),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toInstant()));
            }
        } catch (NoSuchFileException goneMeanwhile) {
            return in(folder);
        }
        return found;
    }

    /**
     * Returns what is wrong with {@code pieces}.
     *
     * @param sent all that was ever sent to the host
     * @param stored which of it the host has whole
     */
    static List<String> complaints(List<Piece> pieces, List<Sent> sent, List<Sent> stored, Instant now) {
        List<String> bad = new ArrayList<>();
        if (pieces.size() > MOST) {
            bad.add(pieces.size() + " pieces of artifacts are kept: " + pieces);
        }
        for (Piece piece : pieces) {
            if (sent.stream().noneMatch(each -> piece.isOf(each) && piece.bytes() <= each.bytes())) {
                bad.add(piece + " is the beginning of nothing that was sent");
            }
            if (piece.bytes() == 0) {
                bad.add(piece + " is of no use: it is empty");
            }
            if (stored.stream().anyMatch(piece::isOf)) {
                bad.add(piece + " is of no use: the artifact is there whole");
            }
            if (piece.written().isBefore(now.minus(LONGEST))) {
                bad.add(piece + " is too old");
            }
        }
        return bad;
    }
}
