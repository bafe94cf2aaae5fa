package io.github.deployctl.agent.control;

import io.github.deployctl.agent.log.LogReading;
import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.socket.Acceptor;
import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.agent.supervise.Loop;
import io.github.deployctl.common.protocol.Hello;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;

/**
 * Accepts clients on the app's Unix socket, which the app's user and group can open. A thread a client, so many at most that a crowd cannot exhaust the
 * agent's memory; who comes beyond that is closed at once. {@link Crowd} sees to it that nobody who says nothing keeps the others out.
 */
public final class ControlServer implements AutoCloseable {
    private static final int MOST_CLIENTS = 96;
    private static final long STACK_BYTES = 256 * 1024;

    private static final Acceptor.Manner MANNER = new Acceptor.Manner("client", "rw-rw----", MOST_CLIENTS, STACK_BYTES);

    private final Desk desk;
    private final Crowd crowd;
    private final Acceptor acceptor;

    private ControlServer(Path socket, Desk desk, Crowd.Limits limits) throws IOException {
        this.desk = desk;
        this.crowd = new Crowd(desk.loop(), limits);
        this.acceptor = Acceptor.start(socket, MANNER, this::serve, desk.log());
    }

    /** What clients are served with. */
    public record Desk(
            App app,
            Incoming incoming,
            ReleaseStore store,
            HostPolicy policy,
            LogReading logs,
            Hello.AgentHello hello,
            Loop loop,
            Consumer<String> log) {}

    /** Opens {@code socket}, in the place of one that a former agent left, and serves until {@link #close}. */
    public static ControlServer start(Path socket, Desk desk) throws IOException {
        return start(socket, desk, Crowd.Limits.USUAL);
    }

    static ControlServer start(Path socket, Desk desk, Crowd.Limits limits) throws IOException {
        return new ControlServer(socket, desk, limits);
    }

    private record Line(SocketChannel client) implements Visit.HangUp {
        @Override
        public void now() throws IOException {
            client.shutdownInput();
        }

        @Override
        public void cut() throws IOException {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }

    private void serve(SocketChannel client) {
        try (client) {
            String peer =
                    client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            Visit visit = crowd.enter(peer, new Line(client));
            try {
                new Session(
                                new Reach(
                                        desk.app(),
                                        new Admission(desk.policy(), desk.incoming(), desk.store()),
                                        desk.logs(),
                                        desk.hello(),
                                        crowd),
                                visit,
                                new ClientStreams(client))
                        .serve();
            } finally {
                crowd.leave(visit);
            }
        } catch (AsynchronousCloseException e) {
            desk.log().accept("a client was cut off: it was hung up on, and took nothing of what was written to it");
        } catch (IOException e) {
            desk.log().accept("a client's connection broke: " + e.getMessage());
        } catch (RuntimeException e) {
            desk.log().accept("a defect while a client was served: " + e);
        }
    }
}
