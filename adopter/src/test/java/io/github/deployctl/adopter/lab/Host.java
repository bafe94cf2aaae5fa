package io.github.deployctl.adopter.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A host of one app, as an agent keeps it: the public socket, the agent's end of the control channel, generations. */
public final class Host implements AutoCloseable {
    private static final String JAR = System.getProperty("adopter.jar");
    private static final Path CLASSES = Path.of(System.getProperty("adopter.apps"));
    private static final String APP = "io.github.deployctl.adopter.app.ServerApp";

    private final Path folder;
    private final List<Generation> generations = new ArrayList<>();
    private final List<ListeningSocket> sockets = new ArrayList<>();
    private final List<Socket> heldPorts = new ArrayList<>();
    private final ListeningSocket users;
    private AgentDouble agent;
    private Path apps = CLASSES;

    public Host(Path folder) throws IOException {
        this(folder, ListeningSocket.open());
    }

    /** A host that users reach by this socket. */
    public Host(Path folder, ListeningSocket users) throws IOException {
        this.folder = folder;
        this.users = users;
        sockets.add(users);
        this.agent = AgentDouble.listen(folder.resolve("agent.sock"));
    }

    /** What to launch, beside the usual: the app's kind, what it answers, the port that it binds, more options of java. */
    public record Launch(String kind, String name, int port, List<String> options) {}

    /** From now on the apps are launched from a jar, as archives of classes ask for. */
    public void packApps() throws IOException {
        apps = folder.resolve("apps.jar");
        Path home = CLASSES.resolve(APP.replace('.', '/')).getParent();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(apps));
                Stream<Path> files = Files.list(home)) {
            for (Path file : files.sorted().toList()) {
                jar.putNextEntry(new JarEntry(CLASSES.relativize(file).toString()));
                jar.write(Files.readAllBytes(file));
            }
        }
    }

    /** The socket that users reach. */
    public ListeningSocket users() {
        return users;
    }

    /** The agent as it is now. */
    public AgentDouble agent() {
        return agent;
    }

    /** Ends the agent, if it still runs, and starts another. */
    public void restartAgent() throws IOException {
        agent.close();
        agent = AgentDouble.listen(folder.resolve("agent.sock"));
    }

    /** Launches an app of this kind that answers with its kind. */
    public Generation start(JavaHome java, String kind, String token) {
        return start(java, kind, token, open());
    }

    /** As above, with this private socket. */
    public Generation start(JavaHome java, String kind, String token, ListeningSocket probe) {
        return start(java, new Launch(kind, kind, users.port(), List.of()), environment(token), probe);
    }

    /** Launches an app with all that is given, and with nothing else in its environment. */
    public Generation start(JavaHome java, Launch launch, Map<String, String> environment) {
        return start(java, launch, environment, open());
    }

    /** Launches an app, with more options of java that come after the adopter's. */
    public Generation startBefore(List<String> laterOptions, JavaHome java, Launch launch, String token) {
        return start(java, arguments(launch, laterOptions), environment(token), open());
    }

    /** The environment that an agent gives. */
    public Map<String, String> environment(String token) {
        return Map.of(
                "DEPLOYCTL_ADOPTER_SOCKET",
                folder.resolve("agent.sock").toString(),
                "DEPLOYCTL_TOKEN",
                token,
                "DEPLOYCTL_LISTENERS",
                "http * " + users.port() + " " + Generation.PUBLIC_FD + " " + Generation.PRIVATE_FD);
    }

    /** The option that loads the adopter. */
    public static String adopter() {
        return "-javaagent:" + JAR;
    }

    /** A listening socket that lives as long as the host. */
    public ListeningSocket open() {
        ListeningSocket socket = ListeningSocket.open();
        sockets.add(socket);
        return socket;
    }

    /**
     * A port that an app can bind, and that nobody else is given as long as the host lives: a socket holds it that does not listen and has SO_REUSEADDR, which
     * is not in the way of Java's server sockets, since they set it too (socket(7)).
     */
    public int freePort() throws IOException {
        Socket socket = new Socket();
        heldPorts.add(socket);
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(0));
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        generations.forEach(Generation::close);
        agent.close();
        sockets.forEach(ListeningSocket::close);
        for (Socket socket : heldPorts) {
            socket.close();
        }
    }

    /** As above, with this private socket. */
    public Generation start(JavaHome java, Launch launch, Map<String, String> environment, ListeningSocket probe) {
        return start(java, arguments(launch, List.of()), environment, probe);
    }

    private List<String> arguments(Launch launch, List<String> laterOptions) {
        List<String> arguments = new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC"));
        arguments.addAll(launch.options());
        arguments.add(adopter());
        arguments.addAll(laterOptions);
        arguments.addAll(List.of("-cp", apps.toString(), APP));
        arguments.addAll(List.of(launch.kind(), Integer.toString(launch.port()), launch.name()));
        return arguments;
    }

    private Generation start(
            JavaHome java, List<String> arguments, Map<String, String> environment, ListeningSocket probe) {
        assumeTrue(java.executable().isPresent(), java + " is not on this machine: NOT TESTED on it");
        Generation generation = Generation.start(
                new Generation.Command(java.executable().get(), arguments, environment),
                users,
                probe,
                folder.resolve("log-" + generations.size()));
        generations.add(generation);
        return generation;
    }
}
