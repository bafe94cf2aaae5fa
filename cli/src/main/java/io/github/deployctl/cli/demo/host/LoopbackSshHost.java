package io.github.deployctl.cli.demo.host;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.forward.DefaultForwarderFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.server.SshServer;

/**
 * A host in this process: an SSH server on 127.0.0.1 that lets in one key, forwards to Unix sockets ({@code direct-streamlocal@openssh.com}) and does
 * nothing else: no shell, no commands, no files, no other forwarding.
 */
public final class LoopbackSshHost implements AutoCloseable {
    private final SshServer server;

    private LoopbackSshHost(SshServer server) {
        this.server = server;
    }

    /**
     * Starts the server on a free port.
     *
     * @param hostKey that it shows
     * @param client the only key that it lets in, for any user
     * @param sockets which paths may be reached
     */
    public static LoopbackSshHost start(KeyPair hostKey, PublicKey client, Predicate<Path> sockets) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, client));
        server.setPasswordAuthenticator(null);
        server.setKeyboardInteractiveAuthenticator(null);
        server.setShellFactory(null);
        server.setCommandFactory(null);
        server.setSubsystemFactories(List.of());
        server.setForwardingFilter(null);
        server.setForwarderFactory(DefaultForwarderFactory.INSTANCE);
        server.setSessionHeartbeat(HeartbeatType.NONE, Duration.ZERO);
        server.setChannelFactories(List.of(new StreamLocalFactory(sockets)));
        server.start();
        return new LoopbackSshHost(server);
    }

    /** Returns the port that was free. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close(true).await(Duration.ofSeconds(5));
    }
}
