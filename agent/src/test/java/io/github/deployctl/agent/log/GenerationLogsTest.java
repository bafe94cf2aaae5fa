package io.github.deployctl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.FakeFileRanges;
import io.github.deployctl.agent.release.StorePaths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationLogsTest {
    private @TempDir Path folder;
    private StorePaths paths;
    private final Cast cast = new Cast();
    private final ByteArrayOutputStream journal = new ByteArrayOutputStream();
    private final Set<Path> open = new HashSet<>();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void makePaths() {
        paths = new StorePaths(folder, folder, folder, folder.resolve("env"));
    }

    private GenerationLogs agent(@Nullable OutputStream to) {
        GenerationLogs logs = new GenerationLogs(new GenerationLogs.Setting(
                paths,
                new FakeFileRanges(true),
                cast::now,
                1 << 20,
                to,
                open::contains,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                said::add));
        logs.resume();
        return logs;
    }

    private void print(long number, String text) throws IOException {
        Files.writeString(paths.logFile(number), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<String> copied() {
        return journal.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void completeLinesGoToTheJournalWithTheirGeneration() throws Exception {
        GenerationLogs logs = agent(journal);
        cast.run(7, 8);
        print(7, "bye\n");
        print(8, "hello\n\u001b[31mred\nhalf");

        assertThat(logs.tick()).isTrue();
        assertThat(copied()).containsExactly("[7] bye", "[8] hello", "[8] \\x1b[31mred");
        assertThat(logs.tick()).isFalse();

        print(8, " a line\n");
        logs.tick();
        assertThat(copied()).last().isEqualTo("[8] half a line");
    }

    @Test
    void theNextAgentGoesOnWhereTheLastOneWasKilled() throws Exception {
        GenerationLogs killed = agent(journal);
        cast.run(8);
        print(8, "one\ntw");
        killed.tick();
        print(8, "o\nthree\n");

        agent(journal).tick();
        assertThat(copied()).containsExactly("[8] one", "[8] two", "[8] three");
    }

    @Test
    void whatEndedWhileNoAgentRanIsCopiedToItsEnd() throws Exception {
        GenerationLogs killed = agent(journal);
        cast.run(8);
        print(8, "one\n");
        killed.tick();
        print(8, "last words");
        cast.run(9);
        print(9, "new\n");

        GenerationLogs next = agent(journal);
        next.tick();
        assertThat(copied()).containsExactly("[8] one", "[8] last words", "[9] new");
        agent(journal).tick();
        assertThat(copied()).hasSize(3);
    }

    @Test
    void aCandidateThatCameAndWentBetweenTwoLooksIsCopiedToo() throws Exception {
        GenerationLogs logs = agent(journal);
        cast.run(8);
        logs.tick();
        print(9, "no database\n");
        cast.passes(9);

        logs.tick();
        assertThat(copied()).containsExactly("[9] no database");
    }

    @Test
    void logsFromBeforeAnyWereFollowedAreLeftAlone() throws Exception {
        print(1, "old\n");
        print(2, "still running\n");
        cast.run(2);

        agent(journal).tick();
        assertThat(copied()).containsExactly("[2] still running");
    }

    @Test
    void withoutAJournalTheFilesAreEnough() throws Exception {
        GenerationLogs logs = agent(null);
        cast.run(8);
        print(8, "one\n");

        assertThat(logs.tick()).isTrue();
        assertThat(logs.tick()).isFalse();
        assertThat(Bookmark.read(paths.logBookmark(8)).orElseThrow().copied()).isEqualTo(4);
    }

    @Test
    void aPlantedLinkIsNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "password\n");
        Files.createSymbolicLink(paths.logFile(8), secret);
        cast.run(8);

        GenerationLogs logs = agent(journal);
        logs.tick();
        cast.run(9);
        logs.tick();
        assertThat(copied()).isEmpty();
        assertThat(secret).hasContent("password\n");
    }

    @Test
    void theNewestEndedGenerationsAreKeptAndWhatIsOpenStays() throws Exception {
        GenerationLogs logs = agent(journal);
        for (long number = 1; number <= 25; number++) {
            print(number, "line\n");
        }
        cast.run(1, 25);
        open.add(paths.logFile(2));
        logs.tick();

        List<Long> kept = LongStream.rangeClosed(1, 25)
                .filter(n -> Files.exists(paths.logFile(n)))
                .boxed()
                .toList();
        // 1 and 25 run, 2 is open, and of the others the newest twenty stay.
        assertThat(kept)
                .containsExactlyElementsOf(LongStream.concat(LongStream.of(1, 2), LongStream.rangeClosed(5, 25))
                        .boxed()
                        .toList());
        assertThat(Files.exists(paths.logBookmark(3))).isFalse();
    }

    @Test
    void aJournalThatIsGoneIsSaidOnceAndLosesNothing() throws Exception {
        boolean[] broken = {true};
        GenerationLogs logs = agent(new OutputStream() {
            @Override
            public void write(int b) {
                journal.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (broken[0]) {
                    throw new IOException("Broken pipe");
                }
                journal.write(bytes, offset, length);
            }
        });
        cast.run(8);
        print(8, "one\n");
        logs.tick();
        logs.tick();
        assertThat(said).hasSize(1);

        broken[0] = false;
        print(8, "two\n");
        logs.tick();
        assertThat(copied()).contains("[8] one", "[8] two");
    }
}
