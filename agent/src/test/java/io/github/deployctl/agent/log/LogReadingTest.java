package io.github.deployctl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.FakeFileRanges;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReadingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private @TempDir Path folder;
    private StorePaths paths;
    private final Cast cast = new Cast();
    private GenerationLogs logs;
    private final List<String> got = new ArrayList<>();
    private final List<@Nullable Long> stamps = new ArrayList<>();

    @BeforeEach
    void startAgent() {
        paths = new StorePaths(folder, folder, folder, folder.resolve("env"));
        logs = new GenerationLogs(new GenerationLogs.Setting(
                paths, new FakeFileRanges(true), cast::now, 1 << 20, null, file -> false, Clock.systemUTC(), said -> {
                    throw new AssertionError(said);
                }));
    }

    private void print(long number, String text) throws IOException {
        Files.writeString(paths.logFile(number), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Each pause of the client runs a step; after the last one it goes away. */
    private Reply ask(Request.Logs request, Step... steps) throws Exception {
        Deque<Step> left = new ArrayDeque<>(List.of(steps));
        return new LogReading(logs, Clock.fixed(NOW, ZoneOffset.UTC)).answer(request, new LogReading.Client() {
            @Override
            public void event(Event event) {
                if (event instanceof Event.Logged logged) {
                    stamps.add(logged.byMillis());
                    logged.lines().forEach(line -> got.add(logged.generation() + " " + line));
                }
            }

            @Override
            public boolean pause() {
                Step next = left.poll();
                if (next == null) {
                    return false;
                }
                try {
                    next.run();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return true;
            }
        });
    }

    private static Request.Logs last(@Nullable Long generation, int lines) {
        return new Request.Logs(generation, lines, null, null, false);
    }

    @Test
    void theLastLinesOfTheLiveOneAreShown() throws Exception {
        print(7, "old\n");
        print(8, "one\ntwo\nthree\nunfinished");
        cast.run(7, 8);

        assertThat(ask(last(null, 2))).isEqualTo(new Reply.LogsEnd(2));
        assertThat(got).containsExactly("8 three", "8 unfinished");
    }

    @Test
    void moreLinesThanThereAreIsAll() throws Exception {
        print(8, "one\ntwo\n");
        cast.run(8);

        ask(last(null, 100));
        ask(last(null, 0));
        assertThat(got).containsExactly("8 one", "8 two");
    }

    @Test
    void aNamedGenerationIsShownAlsoWhenItIsGoneAndAnUnknownOneIsRefused() throws Exception {
        print(7, "old\n");
        print(8, "new\n");
        cast.run(8);

        ask(last(7L, 100));
        assertThat(got).containsExactly("7 old");
        assertThat(ask(last(9L, 100)))
                .isInstanceOfSatisfying(
                        Reply.Failed.class,
                        failed -> assertThat(failed.failure().message()).contains("generation 9"));
    }

    @Test
    void theNewestIsShownWhenNoneIsLive() throws Exception {
        print(7, "old\n");
        print(8, "failed\n");

        ask(last(null, 100));
        assertThat(got).containsExactly("8 failed");
    }

    @Test
    void aFollowerSeesTheDrainAndTheNextGenerationFromItsFirstLine() throws Exception {
        print(8, "one\n");
        cast.run(8);

        ask(
                new Request.Logs(null, 100, null, null, true),
                () -> print(8, "two\nthr"),
                () -> {
                    print(9, "new one\n");
                    cast.run(8, 9);
                },
                () -> {
                    print(8, "ee\nlast");
                    print(9, "new two\n");
                },
                () -> cast.run(9),
                () -> print(9, "new three\n"));
        assertThat(got).containsExactly("8 one", "8 two", "9 new one", "8 three", "9 new two", "8 last", "9 new three");
    }

    @Test
    void aStandbyThatComesBackIsFollowedAgain() throws Exception {
        print(8, "before\n");
        print(9, "new\n");
        cast.run(8, 9);

        ask(new Request.Logs(null, 100, null, null, true), () -> cast.run(9, 8), () -> {}, () -> print(8, "back\n"));
        assertThat(got).containsExactly("9 new", "8 back");
    }

    @Test
    void followingANamedGenerationEndsWithIt() throws Exception {
        print(8, "one\n");
        cast.run(8);

        Reply reply =
                ask(new Request.Logs(8L, 100, null, null, true), () -> print(8, "two\n"), () -> cast.run(9), () -> {});
        assertThat(reply).isEqualTo(new Reply.LogsEnd(2));
    }

    @Test
    void sinceATimeShowsEveryGenerationThatPrintedAfterIt() throws Exception {
        print(7, "long ago\n");
        Files.setLastModifiedTime(paths.logFile(7), FileTime.from(NOW.minusSeconds(3600)));
        print(8, "a\nb\nc\nd\n");
        TimeIndex times = logs.times(8);
        times.note(NOW.minusSeconds(500), 0);
        times.note(NOW.minusSeconds(300), 4);
        times.note(NOW.minusSeconds(100), 6);
        Files.setLastModifiedTime(paths.logFile(8), FileTime.from(NOW.minusSeconds(10)));
        print(9, "new\n");
        Files.setLastModifiedTime(paths.logFile(9), FileTime.from(NOW));
        cast.run(8, 9);

        ask(new Request.Logs(null, Integer.MAX_VALUE, null, 200_000L, false));
        // The line before is what may be a little older.
        assertThat(got).containsExactly("8 b", "8 c", "8 d", "9 new");
        got.clear();
        ask(new Request.Logs(null, Integer.MAX_VALUE, NOW.minusSeconds(5), null, false));
        assertThat(got).containsExactly("9 new");
    }

    @Test
    void eachPieceSaysWhenItWasPrintedAtTheLatest() throws Exception {
        print(8, "a\nb\nc\nd\n");
        TimeIndex times = logs.times(8);
        times.note(NOW.minusSeconds(500), 2);
        times.note(NOW.minusSeconds(300), 5);
        Files.setLastModifiedTime(paths.logFile(8), FileTime.from(NOW.minusSeconds(10)));
        cast.run(8);

        ask(last(null, 100));
        assertThat(got).containsExactly("8 a", "8 b", "8 c", "8 d");
        // The second note is in the middle of the line c, which is complete only after it.
        assertThat(stamps)
                .containsExactly(
                        NOW.minusSeconds(500).toEpochMilli(),
                        NOW.minusSeconds(300).toEpochMilli(),
                        NOW.minusSeconds(10).toEpochMilli());
    }
}
