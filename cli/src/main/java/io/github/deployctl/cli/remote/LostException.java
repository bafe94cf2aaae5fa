package io.github.deployctl.cli.remote;

import java.io.IOException;

/** The connection ended before the answer came. The message says how, for a user. */
public final class LostException extends IOException {
    private static final long serialVersionUID = 1L;

    public LostException(String message) {
        super(message);
    }
}
