package io.github.deployctl.cli.remote;

import java.io.IOException;

/** The connection ended before the answer came. The message says how, for a user. */
final class LostException extends IOException {
    private static final long serialVersionUID = 1L;

    LostException(String message) {
        super(message);
    }
}
