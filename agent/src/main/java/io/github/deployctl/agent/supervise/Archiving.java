package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.archive.ClassArchives;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.os.Host;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has the archive made of the classes of a generation that has served for a while, on a thread of its own, one at a time. What goes wrong is a line in the log and
 * nothing else. For the owner thread.
 */
final class Archiving {
    /** By then most of what a start loads is loaded, and whoever deployed has seen what came of it. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    /** The JVM that makes it took 263 MiB for a Spring Boot app. */
    private static final long ROOM = 768L << 20;

    private final Board board;
    private final Adopters adopters;
    private final Host host;
    private final ClassArchives archives;
    /** The generation whose archive is being made, or 0. */
    private long making;

    Archiving(Board board, Surroundings around) {
        this.board = board;
        this.adopters = around.adopters();
        this.host = around.host();
        this.archives = around.launcher().archives();
    }

    /** It is about to serve. */
    void schedule(long number) {
        if (archives.isWanted(number)) {
            board.after(SETTLED, () -> begin(number));
        }
    }

    /** Its test is over; if it is not on its way to live, it has failed. */
    void tested(long number) {
        boolean failed = board.now()
                .find(number)
                .filter(member -> !(member instanceof Generation.Candidate) && !(member instanceof Generation.Stopping))
                .isEmpty();
        try {
            if (failed && archives.distrust(number)) {
                board.log("candidate " + number
                        + " had an archive of its classes, which is removed: the next start is without");
            }
        } catch (IOException e) {
            board.log("the archive of candidate " + number + " could not be removed: " + e.getMessage());
        }
    }

    void forget(long number) {
        archives.forget(number);
        // An adopter that knows nothing of lists never answers.
        making = making == number ? 0 : making;
    }

    private void begin(long number) {
        boolean serves =
                board.now().live().filter(live -> live.number() == number).isPresent();
        if (!serves || making != 0 || !archives.isWanted(number)) {
            return;
        }
        long available = host.availableMemory();
        if (available != 0 && available < ROOM) {
            board.log("no archive of the classes of generation " + number + " is made: " + (available >> 20)
                    + " MiB are available");
            return;
        }
        making = number;
        adopters.classes(number, error -> board.post(() -> make(number, error)));
    }

    private void make(long number, @Nullable String error) {
        if (error != null) {
            made("no archive of the classes of generation " + number + " is made: " + error);
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        String done = archives.make(number);
                        board.post(() -> made(done));
                    } catch (IOException | RuntimeException e) {
                        board.post(() -> made(
                                "no archive of the classes of generation " + number + " was made: " + e.getMessage()));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "archive-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    private void made(String line) {
        making = 0;
        board.log(line);
    }
}
