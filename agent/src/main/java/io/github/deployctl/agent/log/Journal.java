package io.github.deployctl.agent.log;

import io.github.deployctl.common.text.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where the unit's own output goes: each line of the app with the number of its generation before it. For one thread. */
final class Journal {
    /** Longer lines are written as several; a socket takes so much in one piece, so that the agent's own lines do not fall into them. */
    static final int LONGEST = 4096;

    private static final int PIECE = 8192;

    private final OutputStream out;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(PIECE);

    Journal(OutputStream out) {
        this.out = out;
    }

    void line(long generation, String text) throws IOException {
        byte[] line = ("[" + generation + "] " + Visible.of(text) + "\n").getBytes(StandardCharsets.UTF_8);
        if (waiting.size() + line.length > PIECE) {
            flush();
        }
        waiting.write(line);
    }

    void flush() throws IOException {
        byte[] lines = waiting.toByteArray();
        waiting.reset();
        out.write(lines);
        out.flush();
    }
}
