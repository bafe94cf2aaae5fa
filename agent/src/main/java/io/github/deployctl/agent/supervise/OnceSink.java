package io.github.deployctl.agent.supervise;

import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;

/** Keeps the promise of one reply even where a defect would send a second. For the owner thread. */
final class OnceSink implements Sink {
    private final Sink sink;
    private boolean replied;

    OnceSink(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void event(Event event) {
        if (!replied) {
            sink.event(event);
        }
    }

    @Override
    public void reply(Reply reply) {
        if (!replied) {
            replied = true;
            sink.reply(reply);
        }
    }
}
