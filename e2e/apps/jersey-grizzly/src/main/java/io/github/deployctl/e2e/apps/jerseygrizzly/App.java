package io.github.deployctl.e2e.apps.jerseygrizzly;

import java.net.URI;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** Grizzly's server with Jersey in it, as Jersey's guide shows it. */
public final class App {
    private App() {}

    public static void main(String[] args) throws InterruptedException {
        GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://0.0.0.0:" + args[0] + "/"), new ResourceConfig(Endpoints.class));
        Thread.currentThread().join();
    }
}
