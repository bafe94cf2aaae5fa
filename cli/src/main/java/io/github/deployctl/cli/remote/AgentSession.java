package io.github.deployctl.cli.remote;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.ProtocolException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.WireCodec;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with an agent: hello, then requests, each answered before the next is sent. The agent speaks first and this side does not wait to be greeted
 * back, so the hellos cost no way of their own. Used by one thread. Every failure is a
 * {@link FailureException}: the agent's own, or {@code UNREACHABLE} when the conversation broke.
 */
public final class AgentSession implements AutoCloseable {
    private final HostAddress host;
    private final AgentChannel channel;
    private final InputStream in;
    private final Pulse out;
    private Hello.@Nullable AgentHello agent;
    private @Nullable Lease lease;
    private boolean demanded;

    private AgentSession(HostAddress host, AgentChannel channel) {
        this.host = host;
        this.channel = channel;
        // The agent never sends frames, so reading ahead takes nothing from anybody.
        this.in = new BufferedInputStream(channel.input());
        this.out = new Pulse(channel.output());
    }

    /** Exchanges hellos over {@code channel}, which the session closes from now on, also when this fails. */
    static AgentSession open(HostAddress host, AgentChannel channel, Hello.ClientHello hello, Deadline deadline)
            throws FailureException {
        AgentSession session = new AgentSession(host, channel);
        try {
            Hello.AgentHello agent = session.greet(hello, deadline);
            if (!agent.isCompatible()) {
                throw session.unreachable("the agent " + agent.version() + " on " + host.label() + " speaks protocol "
                                + agent.minProtocol() + " to " + agent.maxProtocol() + ", this deployctl "
                                + hello.version() + " speaks " + Hello.PROTOCOL)
                        .hint("use the same version of deployctl here and on the host")
                        .asException();
            }
            session.agent = agent;
            return session;
        } catch (FailureException e) {
            session.close();
            throw e;
        }
    }

    /** Returns which app the agent says it runs. */
    AppName app() {
        return requireNonNull(agent, "no hello yet").app();
    }

    /** Whether the agent has said, without being asked, that {@code artifact} is there: then it need not be offered. */
    public boolean holds(Checksum artifact) {
        return artifact.equals(requireNonNull(agent, "no hello yet").current());
    }

    /** Whether the agent has named {@code feature}, one of {@link Hello#FEATURES}, as its own. */
    public boolean has(String feature) {
        return requireNonNull(agent, "no hello yet").features().contains(feature);
    }

    /** Returns the version that the agent says it has. */
    public String version() {
        return requireNonNull(agent, "no hello yet").version();
    }

    private Hello.AgentHello greet(Hello.ClientHello hello, Deadline deadline) throws FailureException {
        try (Alarm alarm = Alarm.set(deadline, channel::close)) {
            try {
                Lines.write(out, WireCodec.encode(hello));
                return WireCodec.decode(line(), Hello.AgentHello.class);
            } catch (ProtocolException e) {
                throw channel.refusal().orElseGet(() -> stranger(e)).asException();
            } catch (IOException e) {
                // A way that leads nowhere may be closed before the hello is sent, or after.
                Optional<Failure> refusal = alarm.hasRung() ? Optional.empty() : channel.refusal();
                throw refusal.orElseGet(() -> unreachable(lost(alarm, deadline, e, "the agent's hello"))
                                .serving("nothing was changed on " + host.label())
                                .hint(look()))
                        .asException();
            }
        }
    }

    private Failure stranger(ProtocolException e) {
        return unreachable("what answers on " + host.label() + " is no deployctl agent: " + e.getMessage())
                .hint("check the key socket in deployctl.yml");
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @param deadline for the whole answer
     * @param events gets what happens meanwhile, in this thread
     */
    public Reply ask(Request request, Deadline deadline, Consumer<Event> events) throws FailureException {
        try (Alarm alarm = Alarm.set(deadline, channel::close)) {
            try {
                Lines.write(out, WireCodec.encode((Record) request));
                if (demanded) {
                    demanded = false;
                    lease = leased(reply(events));
                }
                return reply(events);
            } catch (ProtocolException e) {
                throw noAnswer(e);
            } catch (IOException e) {
                throw unreachable(lost(alarm, deadline, e, "an answer"))
                        .hint(look())
                        .asException();
            }
        }
    }

    /**
     * Sends an artifact's bytes after {@link Reply.ArtifactWanted}, and waits for the agent to have verified them. An agent that refuses on the way is
     * heard at once.
     */
    public Reply send(Upload upload) throws FailureException {
        return sendAll(upload);
    }

    /** Has an artifact rebuilt by a recipe, and waits for the agent to have verified it. */
    public Reply rebuild(Request.Rebuild request, RecipeUpload recipe) throws FailureException {
        return sendAll((out, moved) -> {
            Lines.write(out, WireCodec.encode(request));
            recipe.send(out, moved);
        });
    }

    /**
     * Asks for a lease, and shows from then on that this client is there: the lease lasts as long as this conversation.
     *
     * @throws FailureException {@code LOCKED} when somebody else has it
     */
    public Lease hold(Request request) throws FailureException {
        Lease had = leased(ask(request, Deadline.ANSWER, event -> {}));
        lease = had;
        out.begin();
        return had;
    }

    /**
     * Asks for a lease without waiting for the answer. Where it is not given, the next request is not done and fails with {@code LOCKED} in its place.
     *
     * @param request with {@link Request.Acquire#orNothing}
     */
    public void demand(Request.Acquire request) throws FailureException {
        if (!request.orNothing()) {
            throw new IllegalArgumentException("what follows would be done without the lease");
        }
        try {
            Lines.write(out, WireCodec.encode((Record) request));
        } catch (IOException e) {
            throw unreachable("lost " + host.label() + " while asking for its lock: " + how(e))
                    .asException();
        }
        demanded = true;
        out.begin();
    }

    private Lease leased(Reply reply) throws FailureException {
        if (reply instanceof Reply.Leased leased) {
            return leased.lease();
        }
        throw unreachable(host.label() + " gave an answer that does not fit").asException();
    }

    /** Shows from now on that this client is there, for a request that ends without it. */
    public void stayAlive() {
        out.begin();
    }

    /** Returns the lease that this conversation has, or nothing. */
    public Optional<Lease> lease() {
        return Optional.ofNullable(lease);
    }

    private Reply sendAll(Outgoing upload) throws FailureException {
        out.pause();
        try {
            return sendQuietly(upload);
        } finally {
            out.resume();
        }
    }

    private Reply sendQuietly(Outgoing upload) throws FailureException {
        try (Alarm alarm = Alarm.set(Deadline.STALL, channel::close);
                Sender sender = Sender.start(upload, channel, () -> alarm.reset(Deadline.STALL))) {
            try {
                Reply reply = reply(event -> {});
                sender.awaitEnd();
                // The receipt of what should not have been sent can come before that is known here.
                FailureException own = sender.failure();
                if (own != null) {
                    throw own;
                }
                return reply;
            } catch (ProtocolException e) {
                throw noAnswer(e);
            } catch (IOException e) {
                FailureException own = sender.failure();
                throw own != null
                        ? own
                        : unreachable(lost(alarm, Deadline.STALL, e, "the upload's receipt"))
                                .hint("the same push again, which goes on from what has arrived")
                                .asException();
            }
        }
    }

    private Reply reply(Consumer<Event> events) throws IOException, FailureException {
        while (true) {
            Object message = WireCodec.decodeAny(line());
            if (message instanceof Event event) {
                events.accept(event);
            } else if (message instanceof Reply.Failed failed) {
                throw failed.failure().asException();
            } else if (message instanceof Reply reply) {
                return reply;
            } else {
                throw new ProtocolException("expected an event or a reply");
            }
        }
    }

    private String line() throws IOException {
        String line = Lines.read(in);
        if (line == null) {
            throw new LostException("the agent closed the connection");
        }
        return line;
    }

    private String lost(Alarm alarm, Deadline deadline, IOException e, String what) {
        if (alarm.hasRung()) {
            return host.label() + " did not send " + what + " within " + deadline;
        }
        return "lost " + host.label() + " while waiting for " + what + ": " + how(e);
    }

    private static String how(IOException e) {
        return e instanceof LostException ? String.valueOf(e.getMessage()) : "the connection was cut";
    }

    private String look() {
        return "deployctl doctor " + host.label();
    }

    private FailureException noAnswer(ProtocolException e) {
        return unreachable(host.label() + " sent something that is no answer: " + e.getMessage())
                .asException();
    }

    private Failure unreachable(String message) {
        return Failure.of(FailureCode.UNREACHABLE, message);
    }

    @Override
    public void close() {
        channel.close();
        out.close();
    }
}
