package io.github.deployctl.cli.remote.ssh;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What goes over a {@link Line}; where that is lost, the error says at which deadline. As thread-safe as what it writes to. */
final class ExplainedOutput extends FilterOutputStream {
    private final Line line;

    ExplainedOutput(OutputStream to, Line line) {
        super(to);
        this.line = line;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw line.explain(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw line.explain(e);
        }
    }
}
