package io.github.deployctl.common.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 over a stream that also carries {@link Frames}: it never reads a byte past the line it returns. Used by one thread a direction. */
public final class Lines {
    /** The longest line, in bytes. */
    public static final int LONGEST = 1 << 20;

    private Lines() {}

    /** The same as {@link #read(InputStream, int)}, of a line as long as any. */
    public static @Nullable String read(InputStream in) throws IOException {
        return read(in, LONGEST);
    }

    /**
     * Reads up to the next line end.
     *
     * @param longest how many bytes a line may have
     * @param in should be buffered, since it is read byte by byte
     * @return the line without its end, or null when the stream is at its end
     * @throws ProtocolException when the line is longer than {@code longest} or the stream ends within it
     */
    public static @Nullable String read(InputStream in, int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new ProtocolException("the connection ended within a message");
            }
            if (line.size() == longest) {
                throw new ProtocolException("a message is longer than " + longest + " bytes");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Writes {@code line} with its end, and flushes. */
    public static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
