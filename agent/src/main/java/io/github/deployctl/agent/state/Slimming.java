package io.github.deployctl.agent.state;

import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.HistoryEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Takes from the older lines of a history that has grown what was found at failures, which is the bulk of it. No entry goes. For one thread. */
final class Slimming {
    /** So much the file may grow until it is looked at again, in bytes. */
    private static final long GROWTH = 4L << 20;
    /** The newest lines, up to so many bytes, are left as they are. */
    private static final long UNTOUCHED = 1L << 20;
    /** A line without evidence is hardly longer, in bytes. */
    private static final int SLIM = 1 << 11;

    private final Path file;
    private final DurableFiles files;
    private long slimmed;

    Slimming(Path file, DurableFiles files) {
        this.file = file;
        this.files = files;
    }

    void slimIfGrown() throws IOException {
        if (Files.size(file) - slimmed > GROWTH) {
            files.replace(file, this::write);
            slimmed = Files.size(file);
        }
    }

    private void write(OutputStream out) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long old = in.length() - UNTOUCHED;
            byte[] buffer = new byte[1 << 14];
            LineCopy line = new LineCopy(out);
            long position = 0;
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    line.take(buffer[i], position + i < old);
                }
                position += count;
            }
            line.end(false);
        }
    }

    /** One line after another, each kept until its end and then written, slim where it is old. One that is too long to be an entry is dropped. */
    private static final class LineCopy {
        private final OutputStream out;
        private byte[] bytes = new byte[SLIM];
        private int length;
        private boolean tooLong;

        LineCopy(OutputStream out) {
            this.out = out;
        }

        void take(byte next, boolean old) throws IOException {
            if (next == '\n') {
                end(old);
            } else if (length == History.LONGEST_LINE) {
                tooLong = true;
            } else {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.min(History.LONGEST_LINE, 2 * length));
                }
                bytes[length++] = next;
            }
        }

        void end(boolean old) throws IOException {
            if (length > 0 && !tooLong) {
                out.write(old && length > SLIM ? slim() : Arrays.copyOf(bytes, length));
                out.write('\n');
            }
            length = 0;
            tooLong = false;
        }

        private byte[] slim() {
            String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
            Optional<HistoryEntry> entry = History.read(line);
            return entry.map(read -> Json.write(read.withoutEvidence()))
                    .orElse(line)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
