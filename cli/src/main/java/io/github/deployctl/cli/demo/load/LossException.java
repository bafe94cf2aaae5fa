package io.github.deployctl.cli.demo.load;

import java.io.IOException;

/** A request was lost; the message says what the socket said. */
final class LossException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Loss loss;

    LossException(Loss loss, String detail) {
        super(detail);
        this.loss = loss;
    }

    Loss loss() {
        return loss;
    }
}
