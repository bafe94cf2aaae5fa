package io.github.deployctl.common.protocol;

import java.io.IOException;

/** The peer sent something that is no message. The text is fit for a user. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }
}
