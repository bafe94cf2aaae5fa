package io.github.deployctl.e2e.apps.jetty12;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** Jetty started from main, with an asynchronous handler and no servlets. */
public final class App extends Handler.Abstract.NonBlocking {
    private static final long PID = ProcessHandle.current().pid();

    public static void main(String[] args) throws Exception {
        Server server = new Server(Integer.parseInt(args[0]));
        server.setHandler(new App());
        server.start();
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (Request.getPathInContext(request)) {
            case "/fast" -> Content.Sink.write(response, true, PID + "\n", callback);
            case "/slow" ->
                CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS)
                        .execute(() -> Content.Sink.write(response, true, PID + " done\n", callback));
            case "/echo" -> Content.copy(request, response, callback);
            default -> Response.writeError(request, response, callback, 404);
        }
        return true;
    }
}
