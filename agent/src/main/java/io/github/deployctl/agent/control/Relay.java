package io.github.deployctl.agent.control;

import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.agent.supervise.Sink;
import io.github.deployctl.agent.supervise.Ticket;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Asks the app for one client, passes on what it says, and keeps the client's lease. Used by the session's thread, but for {@link #letGo}. */
final class Relay {
    private final App app;
    private final Departure departure;
    private final Outlet out;
    /** What has brought this connection its lease. */
    private volatile @Nullable Ticket lease;

    Relay(App app, Departure departure, Outlet out) {
        this.app = app;
        this.departure = departure;
        this.out = out;
    }

    /** Where the client listens. */
    interface Outlet {
        void send(Record message) throws IOException;
    }

    /** Asks the app. */
    interface Submission {
        Ticket to(Sink sink);
    }

    @Nullable
    Ticket lease() {
        return lease;
    }

    /** Passes on what happens until the reply. A client that closes meanwhile abandons its request, and its lease. */
    void pass(Submission submission) throws IOException {
        answer(submission);
    }

    /** Asks for a lease that lasts as long as the connection. Returns false when it is not had. */
    boolean hold(Submission submission) throws IOException {
        Ticket[] asked = new Ticket[1];
        Record answer = answer(sink -> asked[0] = submission.to(sink));
        boolean had = answer instanceof Reply.Leased leased && !leased.lease().isKept();
        if (had) {
            lease = asked[0];
        }
        return had;
    }

    /** The connection ends, and the lease with it. Any thread may call it. */
    void letGo() {
        Ticket held = lease;
        if (held != null) {
            app.abandon(held);
        }
    }

    private @Nullable Record answer(Submission submission) throws IOException {
        BlockingQueue<Record> messages = new LinkedBlockingQueue<>();
        Ticket ticket = submission.to(new Sink() {
            @Override
            public void event(Event event) {
                messages.add((Record) event);
            }

            @Override
            public void reply(Reply reply) {
                messages.add((Record) reply);
            }
        });
        departure.watch(() -> {
            app.abandon(ticket);
            letGo();
        });
        try {
            Record message = messages.take();
            while (!(message instanceof Reply)) {
                out.send(message);
                message = messages.take();
            }
            departure.unwatch();
            out.send(message);
            return message;
        } catch (IOException e) {
            app.abandon(ticket);
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
