package io.github.deployctl.common.fetch;

import java.io.IOException;
import java.io.Serial;

/** The server has answered, with something else than what was wanted. */
public final class AnswerException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    AnswerException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the status of HTTP. */
    public int status() {
        return status;
    }
}
