package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.AgentChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The streams of a {@link StreamLocalChannel}, with the connection under it. */
final class SshChannel implements AgentChannel, Finishing {
    private final Connected connected;
    private final StreamLocalChannel channel;

    SshChannel(Connected connected, StreamLocalChannel channel) {
        this.connected = connected;
        this.channel = channel;
    }

    @Override
    public InputStream input() {
        return new ExplainedInput(channel.getInputStream(), connected.line());
    }

    @Override
    public OutputStream output() {
        return new ExplainedOutput(channel.getOutputStream(), connected.line());
    }

    @Override
    public void finish() throws IOException {
        channel.close();
    }

    @Override
    public void close() {
        connected.close();
    }
}
