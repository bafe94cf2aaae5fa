package io.github.deployctl.cli.remote.ssh;

/** Whoever runs this client, at a terminal or not. Thread-safe: questions about several hosts come one after the other. */
public interface Person {
    /** Nobody: a pipe, a CI job. */
    Person NOBODY = new Person() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public String ask(String question) {
            return "";
        }

        @Override
        public char[] askSecret(String question) {
            return new char[0];
        }

        @Override
        public void tell(String line) {
            // Nobody listens.
        }
    };

    /** Returns whether questions can be answered. */
    boolean isThere();

    /** Returns the answer, empty for just Return or the end of input. */
    String ask(String question);

    /** Returns the answer, which was not shown while it was typed; empty for just Return. Whoever asks wipes it. */
    char[] askSecret(String question);

    /**
     * Shows a line that is not to be missed; it is shown where nobody can answer, too. Returns at once also while somebody is asked something, since the
     * deadlines of connections run meanwhile: then the line comes after the answer.
     */
    void tell(String line);
}
