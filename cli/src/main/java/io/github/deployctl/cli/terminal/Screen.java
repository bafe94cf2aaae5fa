package io.github.deployctl.cli.terminal;

import java.io.IOException;

/** What is known of the terminal, if there is one. */
public interface Screen {
    /** No terminal is taken for narrower. */
    int NARROWEST = 20;

    /** No terminal at all: a pipe, a file, a CI job. */
    Screen NONE = new Screen() {
        @Override
        public boolean showsErrors() {
            return false;
        }

        @Override
        public boolean canAnswer() {
            return false;
        }

        @Override
        public int columns() {
            return 80;
        }
    };

    /** Returns a terminal that shows the same, and at which nobody answers. */
    static Screen withoutAnswers(Screen screen) {
        return new Screen() {
            @Override
            public boolean showsErrors() {
                return screen.showsErrors();
            }

            @Override
            public boolean showsResults() {
                return screen.showsResults();
            }

            @Override
            public boolean canAnswer() {
                return false;
            }

            @Override
            public int columns() {
                return screen.columns();
            }
        };
    }

    /** Returns whether what is written to standard error is seen on a terminal. */
    boolean showsErrors();

    /** Returns whether what is written to standard output is seen on a terminal. */
    default boolean showsResults() {
        return false;
    }

    /** Returns whether somebody at a terminal can answer on standard input. */
    boolean canAnswer();

    /**
     * Stops what is typed from being shown, until the result is closed.
     *
     * @throws IOException when the terminal does not obey: nothing secret may be asked then
     */
    default Hidden hide() throws IOException {
        throw new IOException("there is no terminal");
    }

    /** A terminal that does not show what is typed. */
    interface Hidden extends AutoCloseable {
        @Override
        void close();
    }

    /** Returns the terminal's width now, at least 20. */
    int columns();
}
