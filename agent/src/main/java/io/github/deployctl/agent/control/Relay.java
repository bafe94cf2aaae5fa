package io.github.deployctl.agent.control;

import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.agent.supervise.Sink;
import io.github.deployctl.agent.supervise.Ticket;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import java.io.EOFException;
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
    /** Whether the client has closed while it was attended to. */
    private volatile boolean gone;

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

    /** What the session's thread does itself. */
    interface Work {
        void run() throws IOException, FailureException;
    }

    /**
     * Listens to the client while {@code work} takes its time: it is heard of, and one that closes gives back its lease at once.
     *
     * @throws EOFException when it has closed
     */
    void attend(Work work) throws IOException, FailureException {
        departure.watch(() -> {
            gone = true;
            letGo();
        });
        try {
            work.run();
        } finally {
            departure.unwatch();
        }
        requireClient();
    }

    /** Throws an {@link EOFException} when the client has closed while it was attended to, so that nobody waits for what is done. */
    void requireClient() throws EOFException {
        if (gone) {
            throw new EOFException("the client has gone, and nothing more is done for it");
        }
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
