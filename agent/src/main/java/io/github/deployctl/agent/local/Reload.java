package io.github.deployctl.agent.local;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.WireCodec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Has the app restarted without a lost request, and waits until that is done: {@code systemctl reload} ends when the new process serves, or says why not. */
public final class Reload {
    private final Path socket;
    private final String version;
    private final Caller caller;

    public Reload(Path socket, String version, Caller caller) {
        this.socket = socket;
        this.version = version;
        this.caller = caller;
    }

    /** Returns the exit status. */
    public int run(PrintStream out, PrintStream err) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
                OutputStream to = Channels.newOutputStream(channel)) {
            Lines.write(to, WireCodec.encode(new Hello.ClientHello(Hello.PROTOCOL, Hello.PROTOCOL, version, caller)));
            Lines.write(to, WireCodec.encode(new Request.Restart()));
            for (String line = Lines.read(in); line != null; line = Lines.read(in)) {
                Object message = WireCodec.decodeAny(line);
                if (message instanceof Event.Note note) {
                    err.println("deployctl-agent: " + note.text());
                } else if (message instanceof Reply.Failed failed) {
                    return failed(failed.failure(), err);
                } else if (message instanceof Reply.Deployed deployed) {
                    out.println("generation " + deployed.generation() + " (" + deployed.release() + ") serves");
                    return 0;
                }
            }
            err.println("deployctl-agent: the agent ended before the restart was done");
        } catch (IOException e) {
            err.println(
                    "deployctl-agent: nothing was restarted: no agent answers on " + socket + ": " + e.getMessage());
        }
        return FailureCode.UNREACHABLE.exitStatus();
    }

    private static int failed(Failure failure, PrintStream err) {
        err.println("deployctl-agent: " + failure.message());
        if (failure.serving() != null) {
            err.println(failure.serving());
        }
        if (failure.hint() != null) {
            err.println("Try: " + failure.hint());
        }
        return failure.code().exitStatus();
    }
}
