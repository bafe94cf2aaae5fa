package io.github.deployctl.agent.control;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.launch.Environment;
import io.github.deployctl.agent.launch.Launcher;
import io.github.deployctl.agent.launch.Preflight;
import io.github.deployctl.agent.log.GenerationLogs;
import io.github.deployctl.agent.log.LogReading;
import io.github.deployctl.agent.maintenance.FakeDoorkeeper;
import io.github.deployctl.agent.os.FakeConnections;
import io.github.deployctl.agent.os.FakeFileRanges;
import io.github.deployctl.agent.os.FakeHost;
import io.github.deployctl.agent.os.FakeInitSystem;
import io.github.deployctl.agent.os.FakeListeners;
import io.github.deployctl.agent.os.FakeNotifications;
import io.github.deployctl.agent.os.FakeProcesses;
import io.github.deployctl.agent.os.Successor;
import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.proof.Sampler;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.secret.SecretStore;
import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.agent.supervise.Surroundings;
import io.github.deployctl.agent.supervise.ThreadLoop;
import io.github.deployctl.agent.systemd.Activation;
import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.WireCodec;
import io.github.deployctl.common.release.AppName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An app in an imagined kernel whose agent serves clients on a real socket, with limits of its own. */
final class ServedApp implements AutoCloseable {
    private static final AppName NAME = new AppName("shop");

    final StorePaths paths;
    final Incoming incoming;
    final List<String> log = new CopyOnWriteArrayList<>();
    private final ThreadLoop loop = new ThreadLoop("served", defect -> log.add("a defect: " + defect));
    private final ControlServer server;

    private ServedApp(Path folder, Crowd.Limits limits) throws Exception {
        paths = new StorePaths(
                folder.resolve("state"), folder.resolve("run"), folder.resolve("log"), folder.resolve("shop.env"));
        Files.createDirectories(paths.run());
        Files.createDirectories(paths.log());
        ReleaseStore store = new ReleaseStore(paths, Faults.NONE);
        store.open();
        incoming = store.incoming(Clock.systemUTC());
        App app = new App(NAME, "test", around(folder, store));
        app.resume();
        HostPolicy policy = new HostPolicy(paths.policyFile(), (Integer) Files.getAttribute(folder, "unix:uid"));
        GenerationLogs logs = new GenerationLogs(new GenerationLogs.Setting(
                paths, new FakeFileRanges(true), app::now, 1 << 20, null, file -> false, Clock.systemUTC(), log::add));
        Hello.AgentHello hello =
                new Hello.AgentHello(Hello.PROTOCOL, Hello.PROTOCOL, "test", NAME, null, Hello.FEATURES);
        ControlServer.Desk desk = new ControlServer.Desk(
                app, incoming, store, policy, new LogReading(logs, Clock.systemUTC()), hello, loop, log::add);
        server = ControlServer.start(paths.socket(), desk, limits);
    }

    static ServedApp start(Path folder, Crowd.Limits limits) throws Exception {
        return new ServedApp(folder, limits);
    }

    private Surroundings around(Path folder, ReleaseStore store) {
        SecretStore secrets = SecretStore.open(paths.secretsFile(), new DurableFiles(Faults.NONE), List.of());
        FakeProcesses processes = new FakeProcesses();
        FakeListeners listeners = new FakeListeners();
        FakeHost host = new FakeHost();
        Preflight preflight = new Preflight(
                host,
                new Environment(Map.of("PATH", System.getProperty("java.home") + "/bin"), paths.envFile(), secrets));
        Launcher launcher = new Launcher(
                new Launcher.Installation(paths, folder.resolve("adopter.jar"), Clock.systemUTC()),
                listeners,
                processes,
                preflight);
        return new Surroundings(
                loop,
                log::add,
                Clock.systemUTC(),
                paths,
                Faults.NONE,
                store,
                new Adopters(),
                launcher,
                preflight,
                processes,
                listeners,
                new FakeDoorkeeper(),
                new FakeNotifications(),
                host,
                new FakeConnections(),
                new Sampler(listeners, host, loop::nanos, (name, task) -> {}),
                new FakeInitSystem(),
                new Activation(List.of()),
                Successor.NONE,
                secrets);
    }

    /** Returns a client that has said its hello, and has heard the agent's. */
    Client connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(paths.socket()));
        Client client = new Client(channel);
        client.send(new Hello.ClientHello(Hello.PROTOCOL, Hello.PROTOCOL, "test", new Caller("ann", "laptop", null)));
        client.next();
        return client;
    }

    /** One client. */
    static final class Client implements AutoCloseable {
        static final String HUNG_UP = "the agent has hung up";

        private final SocketChannel channel;
        private final InputStream in;
        private final OutputStream out;

        private Client(SocketChannel channel) {
            this.channel = channel;
            ClientStreams streams = new ClientStreams(channel);
            this.in = streams.in();
            this.out = streams.out();
        }

        void send(Record message) throws IOException {
            Lines.write(out, WireCodec.encode(message));
        }

        /** Sends it so often, at once. */
        void send(Record message, int times) throws IOException {
            out.write((WireCodec.encode(message) + "\n").repeat(times).getBytes(StandardCharsets.UTF_8));
        }

        /** Says that it is there. */
        void breathe() throws IOException {
            out.write("\n".getBytes(StandardCharsets.US_ASCII));
        }

        /** Returns the next thing that it is told. */
        Object next() throws IOException {
            String line = Lines.read(in);
            if (line == null) {
                throw new IOException(HUNG_UP);
            }
            return WireCodec.decodeAny(line);
        }

        /** Asks, and returns the first thing that it is told. */
        Object ask(Record request) throws IOException {
            send(request);
            return next();
        }

        /** Says nothing more, and goes on listening. */
        void finish() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        loop.close();
    }
}
