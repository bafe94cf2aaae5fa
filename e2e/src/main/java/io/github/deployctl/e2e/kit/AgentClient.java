package io.github.deployctl.e2e.kit;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.WireCodec;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests straight into an agent's socket, a connection each: what measures the agent needs no SSH server beside it. A refusal is an {@link IOException} with
 * the agent's words.
 */
public final class AgentClient {
    private final Path socket;

    public AgentClient(Path socket) {
        this.socket = socket;
    }

    /** A hand-over and what the agent told on the way. */
    public record Moved(Reply.Deployed reply, List<Event> events) {
        /** Whether the agent saw the new process take every declared listener. */
        public boolean isAdopted() {
            return events.stream().anyMatch(Event.Bound.class::isInstance);
        }
    }

    /** Sends {@code artifact} if the agent lacks it, and deploys it as the release of that version. */
    public Moved push(Path artifact, String version, Declaration declaration) throws IOException {
        Checksum checksum = checksum(artifact);
        try (Conversation agent = new Conversation(socket)) {
            Reply staged =
                    agent.ask(new Request.Stage(checksum, Files.size(artifact))).reply();
            while (staged instanceof Reply.ArtifactWanted wanted) {
                try (InputStream bytes = Files.newInputStream(artifact)) {
                    bytes.skipNBytes(wanted.offset());
                    Frames.send(bytes, agent.out, (buffer, length) -> {});
                }
                staged = agent.answer().reply();
            }
            require(Reply.ArtifactPresent.class, staged);
            // Whoever goes to and fro comes back to releases that a rollback has left as bad.
            return moved(agent.ask(new Request.Deploy(ReleaseId.of(version, checksum), checksum, declaration, true)));
        }
    }

    /** Goes back to a release, good or bad, or with null to the last good one. */
    public Moved rollBack(@Nullable ReleaseId to) throws IOException {
        return moved(once(new Request.RollBack(to, to == null ? 1 : 0, null, null, true)));
    }

    public Moved restart() throws IOException {
        return moved(once(new Request.Restart()));
    }

    public Moved start() throws IOException {
        return moved(once(new Request.Start()));
    }

    public void stop() throws IOException {
        require(Reply.Stopped.class, once(new Request.Stop()).reply());
    }

    public List<HistoryEntry> history(int limit) throws IOException {
        return require(
                        Reply.HistoryReport.class,
                        once(new Request.History(limit)).reply())
                .entries();
    }

    public Reply.AgentReport agent() throws IOException {
        return require(Reply.AgentReport.class, once(new Request.AgentStatus()).reply());
    }

    /** Has the agent replaced in place, and returns when the connection has ended for that. */
    public void upgrade() throws IOException {
        try {
            throw new IOException(
                    "the agent goes on: " + once(new Request.UpgradeAgent()).reply());
        } catch (EOFException gone) {
            // It has taken every connection with it.
        }
    }

    public Reply.StatusReport status() throws IOException {
        return require(Reply.StatusReport.class, once(new Request.Status()).reply());
    }

    private Answer once(Request request) throws IOException {
        try (Conversation agent = new Conversation(socket)) {
            return agent.ask(request);
        }
    }

    private static Checksum checksum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Checksum.of(in);
        }
    }

    private static Moved moved(Answer answer) throws IOException {
        return new Moved(require(Reply.Deployed.class, answer.reply()), answer.events());
    }

    private static <T extends Reply> T require(Class<T> wanted, Reply reply) throws IOException {
        if (reply instanceof Reply.Failed failed) {
            throw new IOException(failed.failure().message());
        }
        if (!wanted.isInstance(reply)) {
            throw new IOException("the agent answered " + reply);
        }
        return wanted.cast(reply);
    }

    private record Answer(Reply reply, List<Event> events) {}

    /** One connection to the agent. */
    private static final class Conversation implements AutoCloseable {
        private final SocketChannel channel;
        private final InputStream in;
        private final OutputStream out;

        Conversation(Path socket) throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            in = new BufferedInputStream(Channels.newInputStream(channel));
            out = Channels.newOutputStream(channel);
            send(new Hello.ClientHello(
                    Hello.PROTOCOL, Hello.PROTOCOL, "bench", new Caller("bench", "localhost", null)));
        }

        Answer ask(Request request) throws IOException {
            send((Record) request);
            return answer();
        }

        Answer answer() throws IOException {
            List<Event> events = new ArrayList<>();
            while (true) {
                String line = Lines.read(in);
                if (line == null) {
                    throw new EOFException("the agent closed without an answer");
                }
                Object message = WireCodec.decodeAny(line);
                if (message instanceof Reply reply) {
                    return new Answer(reply, List.copyOf(events));
                }
                if (message instanceof Event event) {
                    events.add(event);
                }
            }
        }

        private void send(Record message) throws IOException {
            Lines.write(out, WireCodec.encode(message));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
