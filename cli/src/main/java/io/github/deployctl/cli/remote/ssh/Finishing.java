package io.github.deployctl.cli.remote.ssh;

import java.io.IOException;

/** Something that can end without the connection that it is in. */
interface Finishing {
    /** Ends it, and waits until the other side has ended it too. */
    void finish() throws IOException;
}
