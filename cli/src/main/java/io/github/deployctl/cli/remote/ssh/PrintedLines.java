package io.github.deployctl.cli.remote.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What one command on a host prints, line by line, and no more of it than this process can well hold: of a line the first 8 Ki characters, of all its streams
 * together 1 Mi characters. Used by one thread.
 */
final class PrintedLines {
    private static final int LONGEST = 8 << 10;
    private static final int MOST = 1 << 20;

    private final Consumer<String> lines;
    private int read;

    PrintedLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Reads a stream to its end.
     *
     * @throws IOException also when there is more than the limit; the message says so, for a user
     */
    void read(InputStream in) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        boolean isReturned = false;
        for (int c = next(reader); c >= 0; c = next(reader)) {
            boolean isRestOfEnd = isReturned && c == '\n';
            isReturned = c == '\r';
            if (isReturned || (c == '\n' && !isRestOfEnd)) {
                lines.accept(line.toString());
                line.setLength(0);
            } else if (!isRestOfEnd && line.length() < LONGEST) {
                line.append((char) c);
            }
        }
        if (line.length() > 0) {
            lines.accept(line.toString());
        }
    }

    private int next(Reader reader) throws IOException {
        int c = reader.read();
        if (c >= 0 && ++read > MOST) {
            throw new IOException("it printed more than 1 MiB");
        }
        return c;
    }
}
