package io.github.deployctl.cli.terminal;

/** One sentence that says what is true on the hosts if the process ends now. Written by the working thread, read by the one that ends the process. */
public final class Situation {
    private volatile String sentence = "";

    /** Replaces the sentence; empty means that nothing has been begun. */
    public void is(String now) {
        sentence = now;
    }

    /** Returns the sentence, or nothing. */
    public String now() {
        return sentence;
    }
}
