package io.github.deployctl.cli.rehearsal;

import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.protocol.WireCodec;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Says what an agent says, one client after another, and does nothing of it. Whatever was offered once is there from then on, and serves. */
final class Understudy implements AutoCloseable {
    static final AppName APP = new AppName("rehearsal");

    private static final ReleaseId RELEASE = new ReleaseId("1.0.0-00000000");

    private final ServerSocketChannel server;
    private volatile @Nullable Checksum staged;
    private final AtomicInteger deploys = new AtomicInteger();

    private Understudy(ServerSocketChannel server) {
        this.server = server;
    }

    static Understudy on(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Understudy agent = new Understudy(server);
        Thread thread = new Thread(agent::accept, "rehearsal-agent");
        thread.setDaemon(true);
        thread.start();
        return agent;
    }

    /** Returns how many pushes got as far as they do at a host. */
    int deploys() {
        return deploys.get();
    }

    private void accept() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    serve(new BufferedInputStream(Channels.newInputStream(client)), Channels.newOutputStream(client));
                }
            }
        } catch (IOException e) {
            // Closed: the rehearsal is over.
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        say(out, new Hello.AgentHello(Hello.PROTOCOL, Hello.PROTOCOL, "rehearsal", APP, staged, Hello.FEATURES));
        String hello = Lines.read(in);
        for (String line = hello == null ? null : Lines.read(in); line != null; line = Lines.read(in)) {
            // An empty one only shows that the client is there.
            if (!line.isEmpty()) {
                answer(WireCodec.decode(line, Request.class), in, out);
            }
        }
    }

    private void answer(Request request, InputStream in, OutputStream out) throws IOException {
        if (request instanceof Request.Stage stage) {
            if (staged == null) {
                say(out, new Reply.ArtifactWanted(0));
                Frames.receive(in, (buffer, length) -> {});
            }
            staged = stage.artifact();
            say(out, new Reply.ArtifactPresent());
        } else if (request instanceof Request.Acquire acquire) {
            say(
                    out,
                    new Reply.Leased(
                            new Lease(1, "nobody", "nobody", null, Instant.EPOCH, acquire.term(), null, null)));
        } else if (request instanceof Request.Deploy) {
            boolean changed = deploys.incrementAndGet() == 1;
            say(out, new Reply.Deployed(RELEASE, null, 1, changed, false, Timings.NONE, null));
        } else {
            say(out, status());
        }
    }

    private static Reply.StatusReport status() {
        Map<String, ListenAddress> listeners = Map.of("http", new ListenAddress("*", 8080));
        return new Reply.StatusReport(
                APP, "rehearsal", "running", RELEASE, null, listeners, List.of(), List.of(RELEASE));
    }

    private static void say(OutputStream out, Record message) throws IOException {
        Lines.write(out, WireCodec.encode(message));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
