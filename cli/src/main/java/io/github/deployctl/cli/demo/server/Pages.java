package io.github.deployctl.cli.demo.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntSupplier;

/** {@code /} says which version answers, {@code /pid} which process, {@code /ready} whether it is ready. */
final class Pages implements HttpHandler {
    private final String version;
    private final IntSupplier readyStatus;

    Pages(String version, IntSupplier readyStatus) {
        this.version = version;
        this.readyStatus = readyStatus;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // Left unread, the body of a request would make the server close the connection under its answer.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> Answer.text(exchange, 200, "demo " + version);
            case "/pid" ->
                Answer.text(exchange, 200, Long.toString(ProcessHandle.current().pid()));
            case "/ready" -> ready(exchange);
            default -> Answer.text(exchange, 404, "nothing here");
        }
    }

    private void ready(HttpExchange exchange) throws IOException {
        int status = readyStatus.getAsInt();
        Answer.text(exchange, status, status == 200 ? "ready" : "not ready");
    }
}
