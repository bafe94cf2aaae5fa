package io.github.deployctl.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What hides whatever is written by somebody who has been left, and who need not know it. Thread-safe. */
public final class Curtain {
    private volatile boolean fallen;

    /** From now on nothing is seen. */
    public void fall() {
        fallen = true;
    }

    boolean isFallen() {
        return fallen;
    }

    PrintStream before(PrintStream stream) {
        return new Seen(stream, this);
    }

    /** Has no buffer: what was written before the curtain fell is seen. */
    private static final class Seen extends PrintStream {
        private final PrintStream raw;

        Seen(PrintStream raw, Curtain curtain) {
            super(
                    new OutputStream() {
                        @Override
                        public void write(int b) {
                            if (!curtain.fallen) {
                                raw.write(b);
                            }
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            if (!curtain.fallen) {
                                raw.write(bytes, offset, length);
                            }
                        }

                        @Override
                        public void flush() {
                            raw.flush();
                        }
                    },
                    true,
                    StandardCharsets.UTF_8);
            this.raw = raw;
        }

        /** A print stream keeps to itself what went wrong below. */
        @Override
        public boolean checkError() {
            return super.checkError() || raw.checkError();
        }
    }
}
