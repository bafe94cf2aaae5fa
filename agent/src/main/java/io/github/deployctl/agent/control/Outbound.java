package io.github.deployctl.agent.control;

import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.WireCodec;
import java.io.IOException;
import java.io.OutputStream;

/** What one client is told: message by message, without secrets, and the last word when it was the agent that hung up. For the session's thread. */
final class Outbound implements Relay.Outlet {
    private final App app;
    private final Crowd crowd;
    private final Visit visit;
    private final OutputStream out;

    Outbound(App app, Crowd crowd, Visit visit, OutputStream out) {
        this.app = app;
        this.crowd = crowd;
        this.visit = visit;
        this.out = out;
    }

    @Override
    public void send(Record message) throws IOException {
        String line = WireCodec.encode(message, app.shown());
        crowd.writing(visit);
        try {
            Lines.write(out, line);
        } finally {
            crowd.written(visit);
        }
    }

    /** Refuses what the client asks, and says what serves now. */
    void refuse(FailureException why) throws IOException {
        send(new Reply.Failed(why.failure().serving(app.serving())));
    }

    /** Says why, and returns true, where it was not the client that ended the connection. */
    boolean sayIfEndedByUs() throws IOException {
        String why = visit.ending();
        if (why != null) {
            send(new Reply.Failed(Failure.of(FailureCode.USAGE, "the agent hung up: " + why)));
        }
        return why != null;
    }
}
