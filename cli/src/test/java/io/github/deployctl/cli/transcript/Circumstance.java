package io.github.deployctl.cli.transcript;

import java.util.Arrays;
import java.util.Locale;

/** What a command meets. */
public enum Circumstance {
    /** Nothing is in its way. */
    WORKS(0),
    /** Nobody listens on the host's SSH port. */
    HOST_DOWN(4),
    /** The host is there, the agent's socket is not. */
    AGENT_DOWN(4),
    /** A key of deployctl.yml is misspelt. */
    BAD_CONFIG(6),
    /** Somebody else has the lock. */
    LOCKED(5),
    /** Ctrl-C, when the agent has been asked and has not answered yet. */
    INTERRUPTED(130);

    private final int exit;

    Circumstance(int exit) {
        this.exit = exit;
    }

    /** Returns the documented exit status of a command that cannot do what it is for. */
    int exit() {
        return exit;
    }

    static Circumstance of(String words) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such circumstance: " + words));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
