package io.github.deployctl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.posix.Mounts;
import io.github.deployctl.agent.posix.Posix;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process prints numbered lines as fast as it can while its file is followed and cut again and again, and the agent dies in between. */
@Timeout(120)
class LogsUnderLoadIT {
    private static final int LINES = 100_000;
    private static final long CAP = 1 << 17;
    private static final int BURST = LINES / 10;
    /** Prints a burst for each line that it reads. */
    private static final String PRINTER = "i=0; while read -r go; do end=$((i + " + BURST
            + ")); while [ $i -lt $end ]; do echo \"line $i\"; i=$((i + 1)); done; done";

    private @TempDir Path folder;

    @Test
    void noLineIsLostOrDoubledOnADisk() throws Exception {
        assertEveryLineOnce(folder);
    }

    @Test
    void noLineIsLostOrDoubledInMemory() throws Exception {
        Path memory = Mounts.tmpfs();
        try {
            assertEveryLineOnce(memory);
        } finally {
            try (var files = Files.walk(memory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void noLineIsLostOrDoubledOnAnOverlay() throws Exception {
        Path overlay = Mounts.overlay(folder);
        try {
            assertEveryLineOnce(overlay);
        } finally {
            Mounts.unmount(overlay);
        }
    }

    private static void assertEveryLineOnce(Path folder) throws Exception {
        StorePaths paths = new StorePaths(folder, folder, folder, folder.resolve("env"));
        Cast cast = new Cast();
        cast.run(8);
        ByteArrayOutputStream journal = new ByteArrayOutputStream();
        GenerationLogs logs = agent(paths, cast, journal);
        Process app = new ProcessBuilder("sh", "-c", PRINTER)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(paths.logFile(8).toFile()))
                .start();
        try {
            CompletableFuture<List<String>> client = read(logs);
            try (OutputStream go = app.getOutputStream()) {
                for (int printed = BURST; printed <= LINES; printed += BURST) {
                    go.write('\n');
                    go.flush();
                    // The follower is there all the while, and has cut what there was before the next burst.
                    long bytes = bytes(printed);
                    do {
                        logs.tick();
                    } while (logs.open(8).end() < bytes);
                }
            }
            assertThat(app.waitFor(30, TimeUnit.SECONDS)).isTrue();
            cast.run();
            List<String> followed = client.get(30, TimeUnit.SECONDS);
            // That agent is gone; the next one finds the rest.
            agent(paths, cast, journal).tick();

            List<String> wanted =
                    IntStream.range(0, LINES).mapToObj(i -> "[8] line " + i).toList();
            // Not isEqualTo, which would print them all.
            assertThat(journal.toString(StandardCharsets.US_ASCII)
                            .lines()
                            .toList()
                            .equals(wanted))
                    .as("each line is in the journal once, in order")
                    .isTrue();
            assertThat(followed).last().isEqualTo("line " + (LINES - 1));
            assertThat(numbers(followed)).isSorted().doesNotHaveDuplicates();
            assertThat(Bookmark.read(paths.logBookmark(8)).orElseThrow().start())
                    .isGreaterThan(5 * CAP);
            List<String> kept = kept(paths, cast);
            assertThat(kept).hasSizeGreaterThan(100);
            assertThat(kept.equals(wanted.subList(LINES - kept.size(), LINES)))
                    .as("what is kept is the end, without a gap")
                    .isTrue();
            assertThat(Files.size(paths.olderLogFile(8))).isPositive().isLessThanOrEqualTo(CAP);
        } finally {
            app.destroyForcibly();
        }
    }

    private static long bytes(int lines) {
        return IntStream.range(0, lines)
                .mapToLong(i -> ("line " + i + "\n").length())
                .sum();
    }

    private static GenerationLogs agent(StorePaths paths, Cast cast, OutputStream journal) {
        GenerationLogs logs = new GenerationLogs(new GenerationLogs.Setting(
                paths, Posix.load().fileRanges(), cast::now, CAP, journal, file -> false, Clock.systemUTC(), line -> {
                    throw new AssertionError(line);
                }));
        logs.resume();
        return logs;
    }

    /** A client that follows meanwhile; its lines must be in order, though it may be told that it was too slow for some. */
    private static CompletableFuture<List<String>> read(GenerationLogs logs) {
        CountDownLatch never = new CountDownLatch(1);
        return CompletableFuture.supplyAsync(() -> {
            List<String> lines = new ArrayList<>();
            try {
                new LogReading(logs, Clock.systemUTC())
                        .answer(new Request.Logs(8L, 10, null, null, true), new LogReading.Client() {
                            @Override
                            public void event(Event event) {
                                if (event instanceof Event.Logged logged) {
                                    lines.addAll(logged.lines());
                                }
                            }

                            @Override
                            public boolean pause() throws InterruptedException {
                                return !never.await(1, TimeUnit.MILLISECONDS);
                            }
                        });
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return lines;
        });
    }

    private static List<String> kept(StorePaths paths, Cast cast) throws Exception {
        List<String> lines = new ArrayList<>();
        GenerationLogs logs = agent(paths, cast, OutputStream.nullOutputStream());
        new LogReading(logs, Clock.systemUTC())
                .answer(new Request.Logs(8L, Integer.MAX_VALUE, null, null, false), new LogReading.Client() {
                    @Override
                    public void event(Event event) {
                        if (event instanceof Event.Logged logged) {
                            logged.lines().forEach(line -> lines.add("[8] " + line));
                        }
                    }

                    @Override
                    public boolean pause() {
                        return false;
                    }
                });
        // What is kept may begin within a line.
        return lines.subList(1, lines.size());
    }

    /** A line may begin where the reader was thrown forward. */
    private static List<Integer> numbers(List<String> lines) {
        return lines.stream()
                .filter(line -> line.matches("line \\d+"))
                .map(line -> Integer.valueOf(line.substring(5)))
                .toList();
    }
}
