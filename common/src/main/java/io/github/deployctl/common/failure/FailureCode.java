package io.github.deployctl.common.failure;

/** Why something was not done, each with the exit status that a script sees. */
public enum FailureCode {
    /** Nothing was deployed; the old release is still there. */
    NOT_DEPLOYED(1),
    /** The command line, or a request on the wire, makes no sense. */
    USAGE(2),
    /** Some hosts changed and some did not. */
    MIXED(3),
    /** The host or its agent could not be reached, so its state is unknown. */
    UNREACHABLE(4),
    /** Another deploy of this app is under way. */
    LOCKED(5),
    /** {@code deployctl.yml} is missing or wrong. */
    CONFIG_INVALID(6),
    /** The host's key or our own was refused. */
    AUTH_REFUSED(7),
    /** The artifact is missing, is no jar, or does not have the promised checksum. */
    ARTIFACT_INVALID(8),
    /** It went live and was taken back. */
    REVERTED(9),
    /** Every host serves what was pushed, and what was to be run after that has failed. */
    HOOK_FAILED(10),
    /** A defect of deployctl itself. */
    BUG(70),
    /** Ended by a signal. */
    INTERRUPTED(130);

    private final int exitStatus;

    FailureCode(int exitStatus) {
        this.exitStatus = exitStatus;
    }

    public int exitStatus() {
        return exitStatus;
    }
}
