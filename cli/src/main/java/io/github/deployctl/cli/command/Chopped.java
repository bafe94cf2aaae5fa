package io.github.deployctl.cli.command;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Cuts bytes into lines as they come; one that does not end within a MiB is cut there. Used by one thread. */
final class Chopped {
    private static final int LONGEST = 1 << 20;

    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /** @param lines gets each line without its end */
    Chopped(Consumer<byte[]> lines) {
        this.lines = lines;
    }

    void add(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '\n') {
                flush();
            } else {
                begun.write(b);
            }
            if (begun.size() >= LONGEST) {
                flush();
            }
        }
    }

    /** What was begun is a line too. */
    void end() {
        if (begun.size() > 0) {
            flush();
        }
    }

    private void flush() {
        lines.accept(begun.toByteArray());
        begun.reset();
    }
}
