package io.github.deployctl.cli.transcript;

/** What a command left. */
record Performed(int exit, String out, String err) {
    /** Returns it with names in the place of what is another at each run. */
    Performed named(Placeholders names) {
        return new Performed(exit, names.in(out), names.in(err));
    }
}
