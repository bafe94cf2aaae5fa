package io.github.deployctl.cli.demo.load;

import java.io.IOException;

/** A request was lost; the message says what the socket said. */
public final class LossException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Loss loss;

    public LossException(Loss loss, String detail) {
        super(detail);
        this.loss = loss;
    }

    public Loss loss() {
        return loss;
    }
}
