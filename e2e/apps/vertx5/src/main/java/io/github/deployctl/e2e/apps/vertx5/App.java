package io.github.deployctl.e2e.apps.vertx5;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** Vert.x started from main, on its event loops alone. */
public final class App {
    private static final long PID = ProcessHandle.current().pid();

    private final Vertx vertx = Vertx.vertx();

    private App() {}

    public static void main(String[] args) {
        new App().listen(Integer.parseInt(args[0]));
    }

    private void listen(int port) {
        vertx.createHttpServer().requestHandler(this::serve).listen(port).onFailure(failure -> {
            System.err.println("cannot listen: " + failure.getMessage());
            vertx.close();
        });
    }

    private void serve(HttpServerRequest request) {
        switch (request.path()) {
            case "/fast" -> request.response().end(PID + "\n");
            case "/slow" -> vertx.setTimer(1500, timer -> request.response().end(PID + " done\n"));
            case "/echo" -> request.body().onSuccess(request.response()::end);
            default -> request.response().setStatusCode(404).end();
        }
    }
}
