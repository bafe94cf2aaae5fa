package io.github.deployctl.cli.demo.host;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.Session;

/** Makes the server's end of {@code direct-streamlocal@openssh.com} channels. */
final class StreamLocalFactory implements ChannelFactory {
    private final Predicate<Path> sockets;

    StreamLocalFactory(Predicate<Path> sockets) {
        this.sockets = sockets;
    }

    @Override
    public String getName() {
        return "direct-streamlocal@openssh.com";
    }

    @Override
    public Channel createChannel(Session session) {
        return new StreamLocalServerChannel(sockets);
    }
}
