package io.github.deployctl.agent.control;

import io.github.deployctl.agent.log.LogReading;
import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.agent.supervise.Loop;
import io.github.deployctl.common.protocol.Hello;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;

/**
 * Accepts clients on the app's Unix socket, which the app's user and group can open. A thread a client, so many at most that a crowd cannot exhaust the
 * agent's memory; who comes beyond that is closed at once. {@link Crowd} sees to it that nobody who says nothing keeps the others out.
 */
public final class ControlServer implements AutoCloseable {
    private static final int MOST_CLIENTS = 96;
    private static final long STACK_BYTES = 256 * 1024;

    private final ServerSocketChannel server;
    private final Desk desk;
    private final Crowd crowd;
    private final Semaphore free = new Semaphore(MOST_CLIENTS);

    private ControlServer(ServerSocketChannel server, Desk desk) {
        this.server = server;
        this.desk = desk;
        this.crowd = new Crowd(desk.loop(), Crowd.Limits.USUAL);
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
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        ControlServer server = new ControlServer(channel, desk);
        start("clients", server::acceptAll);
        return server;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (free.tryAcquire()) {
                    start("client", () -> serve(client));
                } else {
                    client.close();
                }
            } catch (IOException e) {
                if (server.isOpen()) {
                    desk.log().accept("a client could not be accepted: " + e.getMessage());
                }
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            String peer =
                    client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            Visit visit = crowd.enter(peer, client::shutdownInput);
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
        } catch (IOException e) {
            desk.log().accept("a client's connection broke: " + e.getMessage());
        } catch (RuntimeException e) {
            desk.log().accept("a defect while a client was served: " + e);
        } finally {
            free.release();
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }
}
