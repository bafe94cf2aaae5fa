package io.github.deployctl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.os.FakeFileRanges;
import io.github.deployctl.agent.os.FileRanges;
import io.github.deployctl.agent.release.StorePaths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {
    private static final int BLOCK = FileRanges.ALIGNMENT;
    private static final long CAP = 2 * BLOCK;

    private @TempDir Path folder;
    private StorePaths paths;
    private int written;

    @BeforeEach
    void makePaths() {
        paths = new StorePaths(folder, folder, folder, folder.resolve("env"));
    }

    /** Appends as an app does: numbered lines. */
    private void print(int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ").append(written++).append('\n');
        }
        Files.writeString(paths.logFile(8), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private LogFile open(FileRanges ranges) throws IOException {
        LogFile file = LogFile.open(paths, 8, ranges);
        file.recover();
        return file;
    }

    private static String text(LogFile file) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        for (long at = file.begin(); ; ) {
            buffer.clear();
            int read = file.read(at, buffer);
            if (read <= 0) {
                return text.toString(StandardCharsets.US_ASCII);
            }
            text.write(buffer.array(), 0, read);
            at += read;
        }
    }

    private void assertEndsWithAll(LogFile file, long atLeast) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < written; i++) {
            all.append("line ").append(i).append('\n');
        }
        String text = text(file);
        assertThat(all.toString().endsWith(text))
                .as("what is there is the end of what was printed")
                .isTrue();
        assertThat(file.end() - file.begin()).isEqualTo(text.length());
        assertThat((long) text.length()).isGreaterThanOrEqualTo(Math.min(atLeast, all.length()));
        assertThat(file.end()).isEqualTo(all.length());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void positionsStayTheSameOverManyCuts(boolean collapses) throws Exception {
        FileRanges ranges = new FakeFileRanges(collapses);
        LogFile file = open(ranges);
        int cuts = 0;
        for (int i = 0; i < 30; i++) {
            print(5000);
            file.copied(file.end());
            cuts += file.cut(CAP) ? 1 : 0;
            assertEndsWithAll(file, CAP);
            assertEndsWithAll(LogFile.open(paths, 8, ranges), CAP);
        }
        assertThat(cuts).isGreaterThan(5);
        assertThat(Files.size(paths.olderLogFile(8))).isLessThanOrEqualTo(CAP);
        if (collapses) {
            assertThat(Files.size(paths.logFile(8))).isLessThanOrEqualTo(CAP + 5000 * 12);
        }
    }

    @Test
    void onlyWhatWasCopiedIsTaken() throws Exception {
        LogFile file = open(new FakeFileRanges(true));
        print(60_000);
        file.copied(BLOCK);
        assertThat(file.cut(CAP)).isFalse();

        file.copied(BLOCK + 1);
        assertThat(file.cut(CAP)).isTrue();
        assertThat(Files.size(paths.olderLogFile(8))).isEqualTo(BLOCK);
        assertEndsWithAll(file, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anAgentThatDiesInACutLosesAndDoublesNothing(int steps) throws Exception {
        FakeFileRanges ranges = new FakeFileRanges(true);
        LogFile file = open(ranges);
        print(30_000);
        file.copied(file.end());
        ranges.dieAfter(steps);
        assertThatThrownBy(() -> file.cut(CAP)).isInstanceOf(IOException.class);
        ranges.dieAfter(Integer.MAX_VALUE);
        print(40_000);

        LogFile next = open(ranges);
        assertEndsWithAll(next, CAP);
        assertThat(next.mark().base()).isEqualTo(next.mark().start()).isPositive();
        next.copied(next.end());
        assertThat(next.cut(CAP)).isTrue();
        assertEndsWithAll(next, CAP);
    }

    @Test
    void anOlderPartThatWasNeverFinishedIsThrownAway() throws Exception {
        print(10);
        Files.writeString(paths.freshLogFile(8), "half of");

        LogFile file = open(new FakeFileRanges(true));
        assertEndsWithAll(file, Long.MAX_VALUE);
        assertThat(paths.freshLogFile(8)).doesNotExist();
    }

    @Test
    void aHoleWhoseBookmarkIsLostIsSkipped() throws Exception {
        FakeFileRanges ranges = new FakeFileRanges(false);
        LogFile file = open(ranges);
        print(60_000);
        file.copied(file.end());
        file.cut(CAP);
        Files.delete(paths.logBookmark(8));

        assertEndsWithAll(open(ranges), CAP);
    }

    @Test
    void aFileThatSomebodyEmptiedIsFollowedFromItsNewBegin() throws Exception {
        LogFile file = open(new FakeFileRanges(true));
        print(60_000);
        file.copied(file.end());
        Files.writeString(paths.logFile(8), "anew\n");

        assertThat(file.beginsAnew()).isTrue();
        assertThat(text(file)).isEqualTo("anew\n");
        assertThat(file.beginsAnew()).isFalse();
    }

    @Test
    void anEmptyOrAbsentLogHasNothingToRead() throws Exception {
        LogFile file = open(new FakeFileRanges(true));

        assertThat(text(file)).isEmpty();
        assertThat(file.cut(CAP)).isFalse();
    }
}
