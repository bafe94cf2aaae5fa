package io.github.deployctl.e2e.apps.ratpack;

import java.time.Duration;
import ratpack.exec.Promise;
import ratpack.handling.Chain;
import ratpack.server.RatpackServer;

/** Ratpack as its manual shows it; {@code /slow} waits without a thread. */
public final class App {
    private static final long PID = ProcessHandle.current().pid();

    private App() {}

    public static void main(String[] args) throws Exception {
        RatpackServer.start(server -> server.serverConfig(config -> config.port(Integer.parseInt(args[0])))
                .handlers(App::route));
    }

    private static void route(Chain chain) {
        chain.get("fast", context -> context.render(PID + "\n"))
                .get(
                        "slow",
                        context -> Promise.value(PID + " done\n")
                                .defer(Duration.ofMillis(1500))
                                .then(context::render))
                .post(
                        "echo",
                        context -> context.getRequest()
                                .getBody()
                                .then(body -> context.getResponse().send(body.getBytes())));
    }
}
