package io.github.deployctl.agent.supervise;

import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;

/** Who waits for an answer. Called on the owner thread, so neither method may wait. */
public interface Sink {
    void event(Event event);

    /** Called exactly once. */
    void reply(Reply reply);
}
