package io.github.deployctl.adopter.lab;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The agent's end of the control channel: remembers what each token said, gives orders. */
public final class AgentDouble implements AutoCloseable {
    /** What a JVM takes to start, and more, where others start beside it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerSocketChannel server;
    private final Path path;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, List<String>> heard = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();

    private AgentDouble(ServerSocketChannel server, Path path) {
        this.server = server;
        this.path = path;
    }

    private record Session(SocketChannel channel, List<String> lines) {}

    public static AgentDouble listen(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        AgentDouble agent = new AgentDouble(server, path);
        daemon(agent::acceptAll);
        return agent;
    }

    /** What the latest connection with this token said. */
    public List<String> lines(String token) {
        Session session = sessions.get(token);
        return session == null ? List.of() : List.copyOf(session.lines());
    }

    /** What all connections with this token said; lines of one are in their order, those of two connections are not. */
    public List<String> heard(String token) {
        return List.copyOf(heard.getOrDefault(token, List.of()));
    }

    public void awaitLine(String token, String line) {
        await(line).atMost(PATIENCE).until(() -> lines(token).contains(line));
    }

    /** Gives an order and returns the answer. */
    public String order(String token, String verb) throws IOException {
        long number = sequence.incrementAndGet();
        send(token, verb + " " + number);
        List<String> answer = new ArrayList<>();
        await(verb + " " + number).atMost(PATIENCE).until(() -> {
            answer.addAll(
                    lines(token).stream().filter(line -> isAnswer(line, number)).toList());
            return !answer.isEmpty();
        });
        return answer.get(0).replace(" " + number, "");
    }

    public void send(String token, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + "\n");
        while (bytes.hasRemaining()) {
            requireNonNull(sessions.get(token)).channel().write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Session session : sessions.values()) {
            session.channel().close();
        }
        Files.deleteIfExists(path);
    }

    private static boolean isAnswer(String line, long number) {
        return line.equals("done " + number) || line.startsWith("error " + number + " ");
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                daemon(() -> readAll(channel));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void readAll(SocketChannel channel) {
        Session session = new Session(channel, new CopyOnWriteArrayList<>());
        try (BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            String token = "";
            while (line != null) {
                session.lines().add(line);
                if (line.startsWith("hello 1 ")) {
                    token = line.split(" ", -1)[2];
                    sessions.put(token, session);
                }
                heard.computeIfAbsent(token, unused -> new CopyOnWriteArrayList<>())
                        .add(line);
                line = reader.readLine();
            }
        } catch (IOException e) {
            // The JVM has ended, or this end was closed.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
