package io.github.deployctl.agent.maintenance;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.Streams;

/**
 * A listener that is accepted on.
 *
 * @param fd the responder's own; two with the same one are the same listener
 * @param http whether callers are answered
 */
record Entrance(Fd fd, boolean http, Answers answers) implements Streams.Waiter {
    @Override
    public boolean isSending() {
        return false;
    }
}
