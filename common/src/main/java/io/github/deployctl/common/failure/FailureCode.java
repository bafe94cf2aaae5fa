package io.github.deployctl.common.failure;

import static java.util.Objects.requireNonNull;

/** Why something was not done, each with the exit status that a script sees and with what a person is told that it means. */
public enum FailureCode {
    NOT_DEPLOYED(1, "not deployed; every host is on its old release"),
    /** Or a request on the wire. */
    USAGE(2, "the command line makes no sense"),
    MIXED(3, "some hosts changed and some did not; the output lists them"),
    /** So the state of the host is unknown. */
    UNREACHABLE(4, "a host or its agent could not be reached"),
    LOCKED(5, "somebody else has the lock: another deploy, or a person who keeps it"),
    CONFIG_INVALID(6, "deployctl.yml is missing or wrong"),
    AUTH_REFUSED(7, "the host's key or your key was refused"),
    /** Or does not have the promised checksum. */
    ARTIFACT_INVALID(8, "the artifact is missing or no executable jar"),
    REVERTED(9, "it went live and was taken back"),
    HOOK_FAILED(10, "every host serves what was pushed, and after-push failed"),
    BUG(70, "a defect of deployctl"),
    /** By a signal. */
    INTERRUPTED(130, "interrupted");

    private final int exitStatus;
    private final String meaning;

    FailureCode(int exitStatus, String meaning) {
        this.exitStatus = exitStatus;
        this.meaning = requireNonNull(meaning, "meaning");
    }

    public int exitStatus() {
        return exitStatus;
    }

    /** Returns what the exit status means, for help and manual. */
    public String meaning() {
        return meaning;
    }
}
