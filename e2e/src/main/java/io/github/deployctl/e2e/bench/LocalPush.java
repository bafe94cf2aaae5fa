package io.github.deployctl.e2e.bench;

import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.WireCodec;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.Site;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A first push straight into the agent's socket: a benchmark of the agent needs no SSH server beside it. */
final class LocalPush {
    private LocalPush() {}

    /** Pushes the demo app {@code jar} to the agent of the app {@code demo}. */
    static void push(Path socket, Path jar) throws IOException {
        Checksum checksum;
        try (InputStream in = Files.newInputStream(jar)) {
            checksum = Checksum.of(in);
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                InputStream in = Channels.newInputStream(channel);
                OutputStream out = Channels.newOutputStream(channel)) {
            Caller caller = new Caller("bench", "localhost", null);
            send(out, new Hello.ClientHello(Hello.PROTOCOL, Hello.PROTOCOL, "bench", caller));
            send(out, new Request.Stage(checksum, Files.size(jar)));
            require(Reply.ArtifactWanted.class, reply(in));
            try (InputStream bytes = Files.newInputStream(jar)) {
                Frames.send(bytes, out, (buffer, length) -> {});
            }
            require(Reply.ArtifactPresent.class, reply(in));
            send(out, new Request.Deploy(ReleaseId.of("1.0.0", checksum), checksum, declaration(Ports.free())));
            require(Reply.Deployed.class, reply(in));
        }
    }

    private static Declaration declaration(int port) {
        Launch plain = Launch.DEFAULT;
        Launch launch = new Launch(
                null, null, List.of(Site.OPTIONS.split(" ", -1)), List.of("--port=" + port), plain.cwd(), Map.of());
        return new Declaration(
                new AppName("demo"),
                Map.of("http", ListenAddress.parse("127.0.0.1:" + port)),
                launch,
                ReadyCheck.DEFAULT,
                Deadlines.DEFAULT,
                Declaration.DEFAULT_KEEP);
    }

    private static void send(OutputStream out, Record message) throws IOException {
        Lines.write(out, WireCodec.encode(message));
    }

    private static Reply reply(InputStream in) throws IOException {
        while (true) {
            String line = Lines.read(in);
            if (line == null) {
                throw new EOFException("the agent closed without an answer");
            }
            if (WireCodec.decodeAny(line) instanceof Reply reply) {
                return reply;
            }
        }
    }

    private static void require(Class<? extends Reply> wanted, Reply reply) throws IOException {
        if (reply instanceof Reply.Failed failed) {
            throw new IOException(failed.failure().message());
        }
        if (!wanted.isInstance(reply)) {
            throw new IOException("the agent answered " + reply);
        }
    }
}
