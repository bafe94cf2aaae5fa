package io.github.deployctl.adopter.listener;

/** On which of its two sockets each listener accepts. */
public enum Serving {
    PRIVATE("private"),
    PUBLIC("public");

    private final String word;

    Serving(String word) {
        this.word = word;
    }

    /** The word for it on the control channel. */
    public String word() {
        return word;
    }

    Serving other() {
        return this == PUBLIC ? PRIVATE : PUBLIC;
    }
}
