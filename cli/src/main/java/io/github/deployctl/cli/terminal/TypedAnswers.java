package io.github.deployctl.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Terminal;

/**
 * What is typed at a question of a command that may be left in the midst of it: a thread that waited in read(2) would stay there and take the next line away from
 * whoever asks for one. So it looks whether a line is there, and then reads.
 */
final class TypedAnswers extends InputStream {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int CONTROL_D = 4;

    private final Terminal terminal;
    private final InputStream typed;
    private final Curtain curtain;

    TypedAnswers(Terminal terminal, InputStream typed, Curtain curtain) {
        this.terminal = terminal;
        this.typed = typed;
        this.curtain = curtain;
    }

    @Override
    public int read() throws IOException {
        if (typed.available() > 0) {
            return taken(typed.read());
        }
        Attributes before = terminal.getAttributes();
        Attributes ends = new Attributes(before);
        // The kernel does not say that an end is there, termios(3): for this while Ctrl-D is one more end of a line.
        ends.setControlChar(ControlChar.VEOL2, CONTROL_D);
        ends.setControlChar(ControlChar.VEOF, 0);
        terminal.setAttributes(ends);
        try {
            while (typed.available() == 0) {
                if (curtain.isFallen() || Thread.currentThread().isInterrupted()) {
                    return -1;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            return taken(typed.read());
        } finally {
            Attributes now = terminal.getAttributes();
            now.setControlChar(ControlChar.VEOL2, before.getControlChar(ControlChar.VEOL2));
            now.setControlChar(ControlChar.VEOF, before.getControlChar(ControlChar.VEOF));
            terminal.setAttributes(now);
        }
    }

    /** Gives what is there, as a terminal does: the default would wait for more. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int first = length == 0 ? -1 : read();
        if (first < 0) {
            return length == 0 ? 0 : -1;
        }
        bytes[offset] = (byte) first;
        return 1;
    }

    private static int taken(int b) {
        return b == CONTROL_D ? -1 : b;
    }
}
