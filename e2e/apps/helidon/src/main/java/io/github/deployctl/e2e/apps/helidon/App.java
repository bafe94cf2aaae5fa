package io.github.deployctl.e2e.apps.helidon;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Helidon SE started from main; a handler may block, it has a virtual thread of its own. */
public final class App {
    private static final long PID = ProcessHandle.current().pid();

    private App() {}

    public static void main(String[] args) {
        WebServer.builder()
                .port(Integer.parseInt(args[0]))
                .routing(App::route)
                .build()
                .start();
    }

    private static void route(HttpRouting.Builder routing) {
        routing.get("/fast", (request, response) -> response.send(PID + "\n"))
                .get("/slow", App::slow)
                .post(
                        "/echo",
                        (request, response) -> response.send(request.content().as(byte[].class)));
    }

    private static void slow(ServerRequest request, ServerResponse response) throws InterruptedException {
        Thread.sleep(1500);
        response.send(PID + " done\n");
    }
}
