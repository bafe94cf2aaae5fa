package io.github.deployctl.agent.control;

import io.github.deployctl.agent.log.LogReading;
import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.agent.supervise.Asker;
import io.github.deployctl.agent.supervise.Runs;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.ProtocolException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.WireCodec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection, on one thread: hello both ways, then requests one after another until it closes. */
final class Session {
    private static final int LONGEST_HELLO = 1 << 14;
    private static final int LONGEST_REQUEST = 1 << 17;
    private static final long PAUSE_MILLIS = 200;

    private final Reach desk;
    private final Visit visit;
    private final InputStream in;
    private final Outbound out;
    private final Departure departure;
    private final Relay relay;
    private final Intake intake;

    /** The client was refused the lease without which it wants nothing done. */
    private boolean nothing;

    Session(Reach desk, Visit visit, ClientStreams streams) {
        this.desk = desk;
        this.visit = visit;
        this.departure =
                new Departure(new SignsOfLife(streams.in(), () -> desk.crowd().heard(visit)));
        this.in = new BufferedInputStream(departure);
        this.out = new Outbound(desk.app(), desk.crowd(), visit, streams.out());
        this.relay = new Relay(desk.app(), departure, out);
        this.intake = new Intake(desk, visit, in, out, relay);
    }

    /** Serves until the client closes, or says something that is no request. */
    void serve() throws IOException {
        out.send(desk.greeting());
        try {
            String line = Lines.read(in, LONGEST_HELLO);
            if (line == null) {
                out.sayIfEndedByUs();
                return;
            }
            Hello.ClientHello client = WireCodec.decode(line, Hello.ClientHello.class);
            if (!client.isCompatible()) {
                out.send(new Reply.Failed(incompatible(client)));
                return;
            }
            for (line = request(); line != null; line = request()) {
                if (!nothing) {
                    admit(WireCodec.decode(line, Request.class), Asker.of(client.caller(), visit.user, relay.lease()));
                }
            }
            out.sayIfEndedByUs();
        } catch (ProtocolException e) {
            if (out.sayIfEndedByUs()) {
                return;
            }
            out.send(new Reply.Failed(Failure.of(FailureCode.USAGE, "nothing was done: " + e.getMessage())));
        } catch (RuntimeException e) {
            out.send(new Reply.Failed(
                    Failure.of(FailureCode.BUG, "the agent failed on this request; its log says more")));
            throw e;
        } finally {
            relay.letGo();
        }
    }

    private @Nullable String request() throws IOException {
        String line = Lines.read(in, LONGEST_REQUEST);
        while (line != null && line.isEmpty()) {
            line = Lines.read(in, LONGEST_REQUEST);
        }
        return line;
    }

    private void admit(Request request, Asker by) throws IOException {
        if (!desk.crowd().begin(visit)) {
            // Refused as well as by whoever holds it: what was sent without waiting must not be done.
            nothing |= request instanceof Request.Acquire acquire && acquire.orNothing();
            out.send(new Reply.Failed(Failure.of(
                            FailureCode.LOCKED,
                            "nothing was done: too many requests of user " + visit.user + " are under way")
                    .hint("wait until one is done")));
            return;
        }
        try {
            answer(request, by);
        } finally {
            desk.crowd().rest(visit);
        }
    }

    private void answer(Request request, Asker by) throws IOException {
        App app = desk.app();
        if (request instanceof Request.Stage stage) {
            intake.stage(stage);
        } else if (request instanceof Request.Rebuild rebuild) {
            intake.rebuild(rebuild);
        } else if (request instanceof Request.Fetch fetch) {
            intake.fetch(fetch);
        } else if (request instanceof Request.Describe describe) {
            intake.describe(describe);
        } else if (request instanceof Request.Examine examine) {
            out.send((Record) app.examine(examine));
        } else if (request instanceof Request.History history) {
            out.send((Record) app.history(history));
        } else if (request instanceof Request.ShowHistory show) {
            out.send((Record) app.history(show));
        } else if (request instanceof Request.Prune prune) {
            relay.pass(sink -> app.prune(prune, by, sink));
        } else if (request instanceof Request.Logs logs) {
            logs(logs);
        } else if (request instanceof Request.Deploy deploy) {
            intake.deploy(deploy, by);
        } else if (request instanceof Request.RollBack rollBack) {
            intake.rollBack(rollBack, by);
        } else if (request instanceof Request.Confirm confirm) {
            relay.pass(sink -> app.confirm(confirm, by, sink));
        } else if (request instanceof Request.AwaitProbation await) {
            relay.pass(sink -> app.awaitProbation(await, by, sink));
        } else if (request instanceof Request.Restart) {
            relay.pass(sink -> app.restart(by, sink));
        } else if (request instanceof Request.Start) {
            relay.pass(sink -> app.start(by, sink));
        } else if (request instanceof Request.Stop) {
            relay.pass(sink -> app.stop(by, sink));
        } else if (request instanceof Maintain maintain) {
            relay.pass(sink -> app.maintain(maintain, by, sink));
        } else if (request instanceof Request.AgentStatus) {
            out.send(app.agent());
        } else if (request instanceof Request.UpgradeAgent) {
            relay.pass(sink -> app.upgrade(by, sink));
        } else if (request instanceof Request.Run run) {
            run(run, by);
        } else if (request instanceof Request.Acquire acquire) {
            boolean had = hold(sink -> app.acquire(acquire, by, sink));
            nothing = acquire.orNothing() && !had;
        } else if (request instanceof Request.Join join) {
            hold(sink -> app.join(join, by, sink));
        } else if (request instanceof Request.Release release) {
            relay.pass(sink -> app.release(release, by, sink));
        } else if (request instanceof Request.OfSecrets secrets) {
            relay.pass(sink -> app.secrets(secrets, by, sink));
        } else if (request instanceof Request.LockStatus) {
            relay.pass(app::locks);
        } else {
            relay.pass(app::status);
        }
    }

    /** Whoever has a command run must be heard of too. */
    private void run(Request.Run request, Asker by) throws IOException {
        desk.crowd().hold(visit);
        try {
            Reply reply = desk.app().runs().run(request, by, new Runs.Client() {
                @Override
                public void event(Event event) throws IOException {
                    out.send((Record) event);
                }

                @Override
                public void onGone(Runnable action) {
                    departure.watch(action);
                }
            });
            departure.unwatch();
            out.send((Record) reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever holds a lease on a connection must be heard of. */
    private boolean hold(Relay.Submission submission) throws IOException {
        boolean had = relay.hold(submission);
        if (had) {
            desk.crowd().hold(visit);
        }
        return had;
    }

    /** Reads no faster than the client does: what cannot be sent is not read. */
    private void logs(Request.Logs request) throws IOException {
        CountDownLatch gone = new CountDownLatch(1);
        departure.watch(gone::countDown);
        try {
            Reply reply = desk.logs().answer(request, new LogReading.Client() {
                @Override
                public void event(Event event) throws IOException {
                    out.send((Record) event);
                }

                @Override
                public boolean pause() throws InterruptedException {
                    return !gone.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            });
            departure.unwatch();
            out.send((Record) reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Failure incompatible(Hello.ClientHello client) {
        return Failure.of(
                        FailureCode.USAGE,
                        "nothing was done: the client (" + client.version() + ") speaks protocol "
                                + client.minProtocol() + " to " + client.maxProtocol() + ", this agent speaks "
                                + Hello.PROTOCOL)
                .hint("use a client and an agent of neighbouring versions");
    }
}
