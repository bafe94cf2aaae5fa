package io.github.deployctl.agent.secret;

import io.github.deployctl.common.secret.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/** Passes on what is written, redacted. Each piece must be whole lines. */
public final class RedactedOutput extends OutputStream {
    private final OutputStream out;
    private final Supplier<Redactor> redactor;

    public RedactedOutput(OutputStream out, Supplier<Redactor> redactor) {
        this.out = out;
        this.redactor = redactor;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Redactor now = redactor.get();
        if (now.isEmpty()) {
            out.write(bytes, offset, length);
            return;
        }
        String text = new String(Arrays.copyOfRange(bytes, offset, offset + length), StandardCharsets.ISO_8859_1);
        out.write(now.redact(text).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
