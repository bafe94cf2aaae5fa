package io.github.deployctl.e2e.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.deployctl.cli.demo.server.DemoServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * The demo server with a {@link Conduct}, and with more pages: {@code /args} shows the arguments it got, {@code /env?NAME} a variable of its environment, {@code
 * /hits} how often it was asked for itself, {@code /hold?N}
 * takes N MiB of memory beside the heap and keeps them, and {@code /until?FILE} is written line by line until that file is in its folder, or for a minute. Each {@code --also=PORT} makes it listen on another port of
 * loopback; with {@code --chatter} it prints a numbered line each millisecond; with {@code --tell} it first prints, in all the ways that programs have, each
 * variable whose name begins with {@code S_}.
 */
public final class OddServer {
    private static final Path READY = Path.of("ready");
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PIECE_MILLIS = 100;
    private static final String ALSO = "--also=";
    private static final String CHATTER = "--chatter";
    private static final String TELL = "--tell";
    private static final AtomicBoolean BROKEN = new AtomicBoolean();

    private OddServer() {}

    public static void main(String[] args) throws Exception {
        Properties settings = settings();
        String version = settings.getProperty("version", "0");
        Conduct conduct = Conduct.valueOf(settings.getProperty("conduct", "GOOD"));
        System.out.println(
                "odd " + version + " with pid " + ProcessHandle.current().pid());
        if (List.of(args).contains(TELL)) {
            System.getenv().forEach(OddServer::tell);
        }
        switch (conduct) {
            case EXITS_CLEANLY -> System.exit(0);
            case EXITS_WITH_ERROR -> {
                System.err.println("odd " + version + ": the licence has expired");
                System.exit(3);
            }
            case IS_KILLED -> killMyself();
            case FILLS_THE_HEAP -> fillTheHeap();
            case NEVER_BINDS -> new CountDownLatch(1).await();
            default -> serve(List.of(args), version, conduct);
        }
    }

    private static void serve(List<String> args, String version, Conduct conduct) throws IOException {
        List<String> used = new ArrayList<>(args);
        used.remove(TELL);
        if (conduct == Conduct.BINDS_ANOTHER_PORT) {
            used.replaceAll(arg -> arg.startsWith("--port=")
                    ? "--port=" + (Integer.parseInt(arg.substring("--port=".length())) + 1)
                    : arg);
        }
        if (conduct == Conduct.BINDS_ANOTHER_ADDRESS) {
            used.add(0, "--host=127.0.0.2");
        }
        if (conduct == Conduct.SWALLOWS_SIGTERM) {
            // A shutdown hook that never ends keeps the JVM alive through any number of SIGTERMs.
            Runtime.getRuntime().addShutdownHook(new Thread(OddServer::hang));
        }
        if (used.remove(CHATTER)) {
            var unused = Executors.newSingleThreadScheduledExecutor()
                    .scheduleAtFixedRate(new Chatter(), 0, 1, TimeUnit.MILLISECONDS);
        }
        HttpServer server = DemoServer.start(used, version, readiness(conduct));
        if (conduct == Conduct.FAILS_ON_COMMAND) {
            var unused = Executors.newSingleThreadScheduledExecutor()
                    .scheduleWithFixedDelay(() -> obey(server), 0, 10, TimeUnit.MILLISECONDS);
        }
        server.createContext("/args", exchange -> answer(exchange, shown(args)));
        server.createContext(
                "/env",
                exchange -> answer(
                        exchange,
                        String.valueOf(System.getenv(exchange.getRequestURI().getQuery()))));
        AtomicInteger hits = new AtomicInteger();
        server.createContext("/hits", exchange -> answer(exchange, String.valueOf(hits.incrementAndGet())));
        List<ByteBuffer> held = new CopyOnWriteArrayList<>();
        server.createContext("/hold", exchange -> {
            // The JVM fills it with zeros, so it is memory and no mere address.
            held.add(ByteBuffer.allocateDirect(
                    Integer.parseInt(exchange.getRequestURI().getQuery()) << 20));
            answer(exchange, String.valueOf(held.size()));
        });
        server.createContext("/until", exchange -> writeUntilTold(exchange, version));
        for (String arg : args) {
            if (arg.startsWith(ALSO)) {
                alsoServe(Integer.parseInt(arg.substring(ALSO.length())), version);
            }
        }
    }

    private static void tell(String name, String value) {
        if (!name.startsWith("S_")) {
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getEncoder();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(name + "=" + value);
        out.println("{\"" + name + "\": \""
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"}");
        out.println("basic " + base64.encodeToString(("user:" + value).getBytes(StandardCharsets.UTF_8)));
        out.println("data " + base64.encodeToString(bytes) + " "
                + Base64.getUrlEncoder().encodeToString(bytes));
        out.println("GET /?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + " HTTP/1.1");
        out.println("export " + name + "='" + value.replace("'", "'\\''") + "'");
        value.chars().forEach(c -> {
            out.print((char) c);
            out.flush();
        });
        out.println();
        new IllegalStateException("cannot log in with " + value).printStackTrace(out);
    }

    private static void obey(HttpServer server) {
        if (Files.exists(Path.of("end"))) {
            System.err.println("odd: the database has gone");
            Runtime.getRuntime().halt(7);
        }
        if (Files.exists(Path.of("break")) && BROKEN.compareAndSet(false, true)) {
            for (String path : List.of("/", "/echo")) {
                server.removeContext(path);
                server.createContext(path, exchange -> {
                    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                    exchange.sendResponseHeaders(500, -1);
                    exchange.close();
                });
            }
        }
    }

    /** Says which generation it is, and how many lines it has printed. */
    private static final class Chatter implements Runnable {
        private final String generation = String.valueOf(System.getenv("DEPLOYCTL_GENERATION"));
        private long lines;

        @Override
        public void run() {
            System.out.println("generation " + generation + " line " + lines++);
        }
    }

    private static void writeUntilTold(HttpExchange exchange, String version) throws IOException {
        Path file = Path.of(exchange.getRequestURI().getQuery());
        byte[] line = ("demo " + version + "\n").getBytes(StandardCharsets.UTF_8);
        long begun = System.nanoTime();
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            do {
                out.write(line);
                out.flush();
                TimeUnit.MILLISECONDS.sleep(PIECE_MILLIS);
            } while (!Files.exists(file) && System.nanoTime() - begun < LONGEST_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void alsoServe(int port, String version) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> answer(exchange, "also " + version));
        server.start();
    }

    private static IntSupplier readiness(Conduct conduct) {
        AtomicBoolean told = new AtomicBoolean();
        return () -> switch (conduct) {
            case NEVER_READY -> 500;
            case READY_ON_COMMAND -> isTold(told) ? 200 : 500;
            default -> 200;
        };
    }

    private static boolean isTold(AtomicBoolean told) {
        if (Files.exists(READY)) {
            told.set(true);
        }
        return told.get();
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fillTheHeap() {
        List<byte[]> kept = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            kept.add(new byte[1 << 20]);
        }
        System.out.println("kept " + kept.size() + " MiB");
    }

    private static void killMyself() throws IOException, InterruptedException {
        new ProcessBuilder(
                        "kill", "-KILL", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
    }

    /** One argument a line, so escaped that a line break or a blank in it shows. */
    private static String shown(List<String> args) {
        StringBuilder lines = new StringBuilder();
        args.forEach(arg ->
                lines.append(URLEncoder.encode(arg, StandardCharsets.UTF_8)).append('\n'));
        return lines.toString();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (InputStream in = OddServer.class.getResourceAsStream("/odd.properties")) {
            if (in != null) {
                settings.load(in);
            }
        }
        return settings;
    }
}
