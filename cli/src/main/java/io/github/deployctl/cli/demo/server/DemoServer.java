package io.github.deployctl.cli.demo.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

/**
 * An HTTP service as anybody would write it with the JDK alone: it binds its port, answers from a pool of threads and, on SIGTERM, stops when its requests
 * are done. Started with {@code --port=N} (8080 without) and {@code --host=ADDRESS} (loopback without).
 */
public final class DemoServer {
    private static final int THREADS = 32;
    private static final int BACKLOG = 1024;
    private static final int STOP_SECONDS = 5;

    private DemoServer() {}

    public static void main(String[] args) throws IOException {
        Properties settings = settings();
        String version = settings.getProperty("version", "0");
        if (Boolean.parseBoolean(settings.getProperty("broken"))) {
            System.err.println("demo " + version + ": no database at 127.0.0.1:5432");
            System.exit(3);
        }
        start(List.of(args), version, () -> 200);
        System.out.println("demo " + version + ": listening");
    }

    /**
     * Starts serving.
     *
     * @param args of the command line; only {@code --port=} and {@code --host=} are looked at
     * @param readyStatus what {@code /ready} answers now; called by the threads of the pool
     */
    public static HttpServer start(List<String> args, String version, IntSupplier readyStatus) throws IOException {
        // Read once, when the server's classes are first used: without it each answer on a kept connection waits for a
        // delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        String host = option(args, "--host=", "127.0.0.1");
        int port = Integer.parseInt(option(args, "--port=", "8080"));
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(pool);
        InFlight inFlight = new InFlight();
        Map.of("/", new Pages(version, readyStatus), "/echo", new Echo(), "/slow", new Slow(version))
                .forEach((path, handler) ->
                        server.createContext(path, handler).getFilters().add(inFlight));
        server.start();
        // stop(n) waits out its n seconds when nothing is in flight: it looks only when a request ends.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(inFlight.isEmpty() ? 0 : STOP_SECONDS)));
        return server;
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (InputStream in = DemoServer.class.getResourceAsStream("/demo.properties")) {
            if (in != null) {
                settings.load(in);
            }
        }
        return settings;
    }

    private static String option(List<String> args, String prefix, String otherwise) {
        return args.stream()
                .filter(arg -> arg.startsWith(prefix))
                .map(arg -> arg.substring(prefix.length()))
                .findFirst()
                .orElse(otherwise);
    }
}
