package io.github.deployctl.e2e.apps.javalin;

import io.javalin.Javalin;

/** Javalin as its front page shows it. */
public final class App {
    private static final long PID = ProcessHandle.current().pid();

    private App() {}

    public static void main(String[] args) {
        Javalin.create(config -> {
                    config.routes.get("/fast", context -> context.result(PID + "\n"));
                    config.routes.get("/slow", context -> {
                        Thread.sleep(1500);
                        context.result(PID + " done\n");
                    });
                    config.routes.post("/echo", context -> context.result(context.bodyAsBytes()));
                })
                .start(Integer.parseInt(args[0]));
    }
}
