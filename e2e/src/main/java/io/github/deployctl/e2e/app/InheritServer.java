package io.github.deployctl.e2e.app;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A server that serves on the socket it was started with, and does on SIGTERM what such a one must do itself: it stops to accept without closing the channel
 * (which would turn descriptors 0, 1 and 2 into {@code /dev/null}, and lose every log line from there on), and says {@code Connection: close} with the next answer on each connection.
 * A file {@code end-VERSION} in its folder ends it with status 7 at once.
 */
public final class InheritServer {
    private static final int LAST_ANSWERS_SECONDS = 5;

    private InheritServer() {}

    public static void main(String[] args) throws Exception {
        if (!(System.inheritedChannel() instanceof ServerSocketChannel listener)) {
            System.err.println("inherit: descriptor 0 is no listener");
            System.exit(3);
            return;
        }
        String version = String.valueOf(InheritServer.class.getPackage().getImplementationVersion());
        AtomicBoolean leaving = new AtomicBoolean();
        ExecutorService pool = Executors.newCachedThreadPool();
        Selector selector = Selector.open();
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        Thread acceptor = new Thread(() -> acceptAll(listener, selector, leaving, pool, version));
        acceptor.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(leaving, selector, acceptor, pool)));
        answerReadiness(Integer.parseInt(System.getenv("DEPLOYCTL_READY_PORT")));
        var unused = Executors.newSingleThreadScheduledExecutor()
                .scheduleWithFixedDelay(() -> obey(version), 0, 10, TimeUnit.MILLISECONDS);
        System.out.println("inherit " + version + ": serving");
    }

    private static void obey(String version) {
        if (Files.exists(Path.of("end-" + version))) {
            System.err.println("inherit: the database has gone");
            Runtime.getRuntime().halt(7);
        }
    }

    private static void answerReadiness(int port) throws IOException {
        HttpServer own = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        own.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        own.start();
    }

    private static void acceptAll(
            ServerSocketChannel listener,
            Selector selector,
            AtomicBoolean leaving,
            ExecutorService pool,
            String version) {
        try {
            while (!leaving.get()) {
                selector.select();
                selector.selectedKeys().clear();
                // Null when the other generation was quicker: the socket is both's.
                @Nullable SocketChannel connection = leaving.get() ? null : listener.accept();
                if (connection != null) {
                    pool.execute(() -> serve(connection, leaving, version));
                }
            }
        } catch (IOException e) {
            System.err.println("inherit: " + e);
        }
    }

    private static void leave(AtomicBoolean leaving, Selector selector, Thread acceptor, ExecutorService pool) {
        leaving.set(true);
        selector.wakeup();
        try {
            acceptor.join();
            pool.shutdown();
            boolean done = pool.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
            System.out.println(done ? "inherit: all answered" : "inherit: idle connections were left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void serve(SocketChannel connection, AtomicBoolean leaving, String version) {
        try (SocketChannel closing = connection) {
            InputStream in = new BufferedInputStream(closing.socket().getInputStream());
            OutputStream out = closing.socket().getOutputStream();
            boolean last = false;
            for (String head = head(in); !head.isEmpty() && !last; head = last ? "" : head(in)) {
                byte[] body = in.readNBytes(length(head));
                byte[] answer =
                        (head.startsWith("POST") ? digest(body) : "demo " + version).getBytes(StandardCharsets.UTF_8);
                last = leaving.get();
                String start = "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length
                        + (last ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
                byte[] all = new byte[start.length() + answer.length];
                System.arraycopy(start.getBytes(StandardCharsets.US_ASCII), 0, all, 0, start.length());
                System.arraycopy(answer, 0, all, start.length(), answer.length);
                out.write(all);
            }
        } catch (IOException e) {
            System.err.println("inherit: a connection broke: " + e);
        }
    }

    /** What the demo server answers too. */
    private static String digest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return body.length + " " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256 (java.security.MessageDigest)", e);
        }
    }

    /** Returns a request's first lines, or nothing at the end of the connection. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (next == '\n' && head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).trim()))
                .findFirst()
                .orElse(0);
    }
}
