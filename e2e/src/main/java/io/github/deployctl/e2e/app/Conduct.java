package io.github.deployctl.e2e.app;

/** How a release of the test app behaves. */
public enum Conduct {
    /** As it should. */
    GOOD,
    /** Ends at once with exit status 0. */
    EXITS_CLEANLY,
    /** Ends at once with exit status 3 and a reason on stderr. */
    EXITS_WITH_ERROR,
    /** Is killed by a signal at its start. */
    IS_KILLED,
    /** Takes memory until there is none. */
    FILLS_THE_HEAP,
    /** Serves, but {@code /ready} answers 500. */
    NEVER_READY,
    /** Serves, and {@code /ready} answers 500 until it finds a file {@code ready} in its folder; from then on it is ready. */
    READY_ON_COMMAND,
    /** Lives and listens nowhere. */
    NEVER_BINDS,
    /** Listens on the port after the one it was told. */
    BINDS_ANOTHER_PORT,
    /** Listens on its port at 127.0.0.2. */
    BINDS_ANOTHER_ADDRESS,
    /** Serves, and does not end at SIGTERM. */
    SWALLOWS_SIGTERM,
    /** Serves, until a file {@code end} in its folder ends it with status 7 at once, or a file {@code break} has it answer everything with 500. */
    FAILS_ON_COMMAND
}
