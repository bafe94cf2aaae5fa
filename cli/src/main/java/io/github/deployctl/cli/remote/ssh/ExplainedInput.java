package io.github.deployctl.cli.remote.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What comes over a {@link Line}; where that is lost, the error says at which deadline. Used by one thread. */
final class ExplainedInput extends FilterInputStream {
    private final Line line;

    ExplainedInput(InputStream from, Line line) {
        super(from);
        this.line = line;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw line.explain(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw line.explain(e);
        }
    }
}
