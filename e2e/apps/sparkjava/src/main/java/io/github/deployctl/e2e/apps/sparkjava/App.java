package io.github.deployctl.e2e.apps.sparkjava;

import spark.Spark;

/** Spark as its front page shows it. */
public final class App {
    private static final long PID = ProcessHandle.current().pid();

    private App() {}

    public static void main(String[] args) {
        Spark.port(Integer.parseInt(args[0]));
        Spark.get("/fast", (request, response) -> PID + "\n");
        Spark.get("/slow", (request, response) -> {
            Thread.sleep(1500);
            return PID + " done\n";
        });
        Spark.post("/echo", (request, response) -> request.bodyAsBytes());
    }
}
