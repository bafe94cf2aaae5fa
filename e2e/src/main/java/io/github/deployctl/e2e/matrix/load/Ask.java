package io.github.deployctl.e2e.matrix.load;

/** A request that every app answers. */
public enum Ask {
    /** {@code GET /fast}: the process id. */
    FAST,
    /** {@code GET /slow}: the process id and {@code done}, after a second and a half. */
    SLOW,
    /** {@code POST /echo}: what was sent. */
    ECHO
}
