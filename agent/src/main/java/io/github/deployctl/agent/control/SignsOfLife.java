package io.github.deployctl.agent.control;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A client's stream that tells each time that something was heard on it. */
final class SignsOfLife extends FilterInputStream {
    private final Runnable heard;

    SignsOfLife(InputStream in, Runnable heard) {
        super(in);
        this.heard = heard;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        heard.run();
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        heard.run();
        return count;
    }
}
