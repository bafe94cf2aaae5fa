package io.github.deployctl.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Serves files as a page of releases does: by version, and the newest one by a redirection. */
final class Releases implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private final Set<String> stalled = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final String newest;

    Releases(String newest) throws IOException {
        this.newest = newest;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns the version that the project in {@code folder} has. */
    static String versionOf(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("pom.xml")).stream()
                .filter(line -> line.matches(" *<version>.*"))
                .findFirst()
                .orElseThrow()
                .replaceAll(" *</?version>", "");
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Publishes a file of the newest version, or replaces it. */
    void put(String name, byte[] content) {
        files.put("/download/v" + newest + "/" + name, content);
    }

    void put(Path file) throws IOException {
        put(file.getFileName().toString(), Files.readAllBytes(file));
    }

    /** Has the connection end in the middle of this file from now on. */
    void cut(String name) {
        cut.add("/download/v" + newest + "/" + name);
    }

    /** Has a download of this file stop in its middle from now on, until the server ends; nothing else is answered meanwhile. */
    void stall(String name) {
        stalled.add("/download/v" + newest + "/" + name);
    }

    boolean wasAskedFor(String name) {
        return asked.contains("/download/v" + newest + "/" + name);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            if (path.startsWith("/latest/download/")) {
                String name = path.substring("/latest/download/".length());
                exchange.getResponseHeaders().set("Location", address() + "/download/v" + newest + "/" + name);
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            byte[] content = files.get(path);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, content.length);
            if (stalled.contains(path)) {
                exchange.getResponseBody().write(content, 0, content.length / 2);
                exchange.getResponseBody().flush();
                end.await();
                return;
            }
            exchange.getResponseBody().write(content, 0, cut.contains(path) ? content.length / 2 : content.length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
