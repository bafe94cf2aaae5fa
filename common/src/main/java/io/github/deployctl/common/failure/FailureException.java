package io.github.deployctl.common.failure;

/** Carries a {@link Failure} up to whoever answers the user. It has no stack trace: it is an answer, not a defect. */
public final class FailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    FailureException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
