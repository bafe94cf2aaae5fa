package io.github.deployctl.cli.terminal;

import java.io.IOException;
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
        return isTerminal(SystemStream.Error);
    }

    @Override
    public boolean canAnswer() {
        return isTerminal(SystemStream.Input) && showsErrors();
    }

    @Override
    public int columns() {
        TerminalProvider found = provider();
        int width = found == null ? 0 : found.systemStreamWidth(SystemStream.Error);
        return width < NARROWEST ? UNKNOWN_WIDTH : width;
    }

    private boolean isTerminal(SystemStream stream) {
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
