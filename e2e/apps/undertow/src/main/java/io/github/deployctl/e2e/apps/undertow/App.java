package io.github.deployctl.e2e.apps.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.nio.ByteBuffer;

/** Undertow started from main; what sleeps is dispatched to its worker threads. */
public final class App {
    private static final long PID = ProcessHandle.current().pid();

    private App() {}

    public static void main(String[] args) {
        Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), "0.0.0.0")
                .setHandler(Handlers.path()
                        .addExactPath(
                                "/fast",
                                exchange -> exchange.getResponseSender().send(PID + "\n"))
                        .addExactPath("/slow", new BlockingHandler(App::slow))
                        .addExactPath("/echo", App::echo))
                .build()
                .start();
    }

    private static void slow(HttpServerExchange exchange) throws InterruptedException {
        Thread.sleep(1500);
        exchange.getResponseSender().send(PID + " done\n");
    }

    private static void echo(HttpServerExchange exchange) {
        exchange.getRequestReceiver()
                .receiveFullBytes((request, body) -> request.getResponseSender().send(ByteBuffer.wrap(body)));
    }
}
