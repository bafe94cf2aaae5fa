package io.github.deployctl.agent.release;

import java.io.IOException;
import java.io.Serial;

/** The host's disk did not take what was to be written. The client's connection is as good as before. */
public final class StorageException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    StorageException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
