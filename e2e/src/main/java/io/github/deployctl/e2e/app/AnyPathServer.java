package io.github.deployctl.e2e.app;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executors;

/** An app that suits every configuration in the documents: on port 8080 each path answers 200. Told {@code migrate}, it does that and ends. */
public final class AnyPathServer {
    private static final int PORT = 8080;

    private AnyPathServer() {}

    public static void main(String[] args) throws IOException {
        if (Set.of(args).contains("migrate")) {
            System.out.println("migrated");
            return;
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] page = "well\n".getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        server.start();
        System.out.println("it listens on " + PORT);
    }
}
