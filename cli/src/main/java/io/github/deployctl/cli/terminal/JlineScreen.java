package io.github.deployctl.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jspecify.annotations.Nullable;

/** The process's own terminal, asked through jline's native library, which is loaded at the first question. Thread-safe. */
public final class JlineScreen implements Screen {
    private static final int NARROWEST = 20;
    private static final int UNKNOWN_WIDTH = 80;

    private @Nullable TerminalProvider provider;
    private boolean looked;

    @Override
    public boolean showsErrors() {
        return isTerminal(2, SystemStream.Error);
    }

    @Override
    public boolean showsResults() {
        return isTerminal(1, SystemStream.Output);
    }

    @Override
    public boolean canAnswer() {
        return isTerminal(0, SystemStream.Input) && showsErrors();
    }

    @Override
    public int columns() {
        TerminalProvider found = provider();
        int width = 0;
        for (SystemStream stream : SystemStream.values()) {
            // One of them may go elsewhere; what is asked for is the terminal that the others are on.
            width = found == null || width > 0 ? width : found.systemStreamWidth(stream);
        }
        return width <= 0 ? UNKNOWN_WIDTH : Math.max(NARROWEST, width);
    }

    @Override
    public Hidden hide() throws IOException {
        if (!(provider() instanceof JniTerminalProvider jni)) {
            throw new IOException("this platform's terminal cannot hide what is typed");
        }
        Pty terminal = jni.current(SystemStream.Error);
        Attributes shown = terminal.getAttr();
        Attributes hidden = new Attributes(shown);
        hidden.setLocalFlag(LocalFlag.ECHO, false);
        // The Return is shown, so that what comes next begins a line.
        hidden.setLocalFlag(LocalFlag.ECHONL, true);
        terminal.setAttr(hidden);
        return () -> {
            try {
                terminal.setAttr(shown);
            } catch (IOException e) {
                // A terminal that is gone shows nothing.
            }
        };
    }

    /** A pipe or a file is told apart by its name in proc(5), where there is one, without loading anything. */
    private boolean isTerminal(int fd, SystemStream stream) {
        try {
            if (!Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).startsWith("/dev")) {
                return false;
            }
        } catch (IOException e) {
            // No proc here: the library knows.
        }
        TerminalProvider found = provider();
        return found != null && found.isSystemStream(stream);
    }

    private synchronized @Nullable TerminalProvider provider() {
        if (!looked) {
            looked = true;
            try {
                provider = TerminalProvider.load("jni");
            } catch (IOException | RuntimeException | LinkageError e) {
                // A platform without the native library is one without a terminal.
                provider = null;
            }
        }
        return provider;
    }
}
