package io.github.deployctl.cli.demo;

import io.github.deployctl.cli.demo.host.KeyFiles;
import io.github.deployctl.cli.demo.host.LoopbackSshHost;
import io.github.deployctl.common.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A host and a project folder, all of it in one temporary folder and on loopback ports: the SSH server in this process, the agent as a child process. Closed
 * by whoever comes first, the end of the demo or Ctrl-C; both wait until everything has ended.
 */
final class DemoSite implements Closeable {
    /** Small and quick JVMs: what is shown is the hand-over, not the app's speed. */
    private static final List<String> OPTIONS = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final DemoFolder folder;
    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    private final LoopbackSshHost host;
    private final DemoAgent agent;

    private DemoSite(DemoFolder folder, LoopbackSshHost host, DemoAgent agent) {
        this.folder = folder;
        this.host = host;
        this.agent = agent;
    }

    /** Starts one in {@code folder}, which is the caller's to close where that fails. */
    static DemoSite start(Installed installed, DemoFolder folder) throws IOException, InterruptedException {
        KeyPair hostKey = KeyFiles.newKey();
        KeyPair own = KeyFiles.newKey();
        Path socket = DemoAgent.socket(folder.path());
        LoopbackSshHost host = LoopbackSshHost.start(hostKey, own.getPublic(), socket::equals);
        try {
            KeyFiles.writePrivateKey(own, folder.path().resolve("id"));
            KeyFiles.writeKnownHosts(
                    host.port(), hostKey.getPublic(), folder.path().resolve("known_hosts"));
            DemoAgent agent = DemoAgent.start(installed.agent(), folder.path());
            DemoSite site = new DemoSite(folder, host, agent);
            site.writeConfig();
            return site;
        } catch (IOException | InterruptedException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** Where the app is reached. */
    InetSocketAddress address() {
        return address;
    }

    /** The project folder, which holds {@code deployctl.yml}, the key {@code id} and {@code known_hosts}. */
    Path folder() {
        return folder.path();
    }

    int sshPort() {
        return host.port();
    }

    private void writeConfig() throws IOException {
        Files.write(
                folder.path().resolve("deployctl.yml"),
                List.of(
                        "app: " + DemoAgent.APP,
                        "artifact: demo-1.0.0.jar",
                        // A JSON string is a YAML string too.
                        "hosts: [" + Json.write("demo@127.0.0.1:" + host.port()) + "]",
                        "socket: " + Json.write(DemoAgent.socket(folder.path()).toString()),
                        "listeners: {http: " + Json.write("127.0.0.1:" + address.getPort()) + "}",
                        "java: {options: " + Json.write(OPTIONS) + ", args: [\"--port=" + address.getPort() + "\"]}",
                        "ready: {http: /ready, timeout: 30s}",
                        "drain: {timeout: 10s}",
                        "stop: {timeout: 5s}"));
    }

    /** Below the range that Linux takes for outgoing connections: the load client's own could be in the way before the agent binds. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody else's; another one, then.
            }
        }
    }

    @Override
    public void close() throws IOException {
        // The host first: a command under way then ends by itself, and the agent is not asked for more while it ends.
        host.close();
        agent.close();
        folder.close();
    }
}
