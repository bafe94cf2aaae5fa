package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every {@link FileRanges} does, on a file system of any kind. */
public abstract class FileRangesContract {
    private static final int BLOCK = FileRanges.ALIGNMENT;

    protected abstract FileRanges ranges();

    /** Returns an empty folder on the file system in question. */
    protected abstract Path folder();

    protected abstract boolean canCollapse();

    private Path file() throws IOException {
        byte[] bytes = new byte[3 * BLOCK];
        Arrays.fill(bytes, 0, BLOCK, (byte) 'a');
        Arrays.fill(bytes, BLOCK, 2 * BLOCK, (byte) 'b');
        Arrays.fill(bytes, 2 * BLOCK, 3 * BLOCK, (byte) 'c');
        return Files.write(folder().resolve("file"), bytes);
    }

    @Test
    void aFreedRangeIsAHoleAndTheRestStaysWhereItWas() throws Exception {
        Path file = file();
        assertThat(ranges().nextUsed(file, 0)).isZero();

        assertThat(ranges().free(file, 0, BLOCK)).isTrue();

        assertThat(ranges().nextUsed(file, 0)).isEqualTo(BLOCK);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(3 * BLOCK);
        assertThat(bytes[BLOCK - 1]).isZero();
        assertThat(bytes[BLOCK]).isEqualTo((byte) 'b');
    }

    @Test
    void aCollapsedFrontIsGoneOrNothingIsDone() throws Exception {
        Path file = file();
        ranges().free(file, 0, 2 * BLOCK);

        assertThat(ranges().collapse(file, 2 * BLOCK)).isEqualTo(canCollapse());

        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(canCollapse() ? BLOCK : 3 * BLOCK);
        assertThat(bytes[bytes.length - BLOCK]).isEqualTo((byte) 'c');
        assertThat(ranges().nextUsed(file, 0)).isEqualTo(canCollapse() ? 0 : 2 * BLOCK);
    }

    @Test
    void aWholeFileIsNotCollapsed() throws Exception {
        Path file = file();

        assertThatThrownBy(() -> ranges().collapse(file, 3 * BLOCK)).isInstanceOf(IllegalArgumentException.class);
        assertThat(file).hasSize(3 * BLOCK);
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path file = file();
        Path link = Files.createSymbolicLink(folder().resolve("link"), file);

        assertThatThrownBy(() -> ranges().free(link, 0, BLOCK)).isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) 'a');
    }
}
