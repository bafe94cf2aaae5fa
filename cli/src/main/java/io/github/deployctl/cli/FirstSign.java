package io.github.deployctl.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line on the terminal as soon as the process runs, before anything is loaded that a verb needs: whoever has pressed Return sees that it has begun. It is taken
 * away by the first thing that is written after it, to whichever stream, or by {@link #clear}. Thread-safe.
 */
final class FirstSign {
    /** Back to the start of the line, and nothing on it: ECMA-48, EL 2. */
    private static final String CLEAR = "\r\u001b[2K";

    /** Whoever asks for one of these wants no talk, or another manner of it. */
    private static final Set<String> SILENT = Set.of("-q", "--quiet", "--json", "--help", "-h");

    private static final FirstSign NONE = new FirstSign(OutputStream.nullOutputStream(), false);

    private final OutputStream terminal;
    private boolean shown;

    private FirstSign(OutputStream terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /**
     * Shows it on standard error where that is a terminal and {@code words} are those of a verb that goes to hosts.
     *
     * @param kind of the terminal, as {@code TERM} says it
     */
    static FirstSign show(@Nullable String kind, String[] words) {
        return isTerminal(kind) ? show(System.err, words) : NONE;
    }

    /** Shows it on {@code terminal}. */
    static FirstSign show(OutputStream terminal, String... words) {
        if (!HeadStart.goesToHosts(words) || !isVerb(words[0]) || isSilent(words)) {
            return NONE;
        }
        FirstSign sign = new FirstSign(terminal, true);
        sign.write("deployctl " + words[0]);
        return sign;
    }

    /** What is shown unseen must not be able to speak to a terminal. */
    private static boolean isVerb(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }

    private static boolean isSilent(String... words) {
        for (String word : words) {
            if (word.equals("--")) {
                return false;
            }
            if (SILENT.contains(word) || word.startsWith("--output")) {
                return true;
            }
        }
        return false;
    }

    /** By its name in proc(5), which needs no library. Where there is no proc, nothing is shown. */
    private static boolean isTerminal(@Nullable String kind) {
        if (kind == null || kind.equals("dumb")) {
            return false;
        }
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Returns a stream to {@code out} before whose first byte the sign is taken away. */
    OutputStream before(OutputStream out) {
        return this == NONE ? out : new Clearing(out);
    }

    /** Takes it away where it is still there. */
    synchronized void clear() {
        if (shown) {
            shown = false;
            write(CLEAR);
        }
    }

    private void write(String text) {
        try {
            terminal.write(text.getBytes(StandardCharsets.US_ASCII));
            terminal.flush();
        } catch (IOException e) {
            // Nobody looks at it.
        }
    }

    private final class Clearing extends FilterOutputStream {
        Clearing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            clear();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            clear();
            out.write(bytes, offset, length);
        }
    }
}
