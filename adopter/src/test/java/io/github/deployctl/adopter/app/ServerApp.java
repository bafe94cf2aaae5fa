package io.github.deployctl.adopter.app;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Starts one server: {@code <kind> <port> <name>}. Every answer carries the name. With {@code address:<kinds>} the name is the host
 * to bind.
 */
public final class ServerApp {
    private ServerApp() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        Answers answers = new Answers(args[2]);
        if (args[0].startsWith("address:")) {
            AddressApp.serve(args[0].substring("address:".length()), args[2], port);
        }
        switch (args[0]) {
            case "http-server" -> HttpServerApp.serve(port, answers);
            case "selector" -> SelectorApp.serve(port, answers);
            case "socket" -> BlockingSocketApp.serve(port, answers, ServerApp::startPlatformThread);
            case "virtual" ->
                ServerApp.startVirtualThread(
                        () -> BlockingSocketApp.serve(port, answers, ServerApp::startVirtualThread));
            case "channel" -> BlockingChannelApp.serve(port, answers);
            case "two-addresses" -> {
                startPlatformThread(() -> serveAddress("socket", "127.0.0.1", port));
                startPlatformThread(() -> serveAddress("channel", "::1", port));
            }
            case "ports" -> PortsApp.serve(port, Integer.parseInt(args[2]), answers);
            case "epoll" -> {
                System.out.println("epoll: " + Epoll.isAvailable());
                BlockingSocketApp.serve(port, answers, ServerApp::startPlatformThread);
            }
            case "adaptor" -> AdaptorApp.serve(port, answers);
            case "async" -> AsyncChannelApp.serve(port, answers);
            default -> throw new IllegalArgumentException(args[0]);
        }
        Thread.currentThread().join();
    }

    private static void serveAddress(String kind, String host, int port) {
        try {
            AddressApp.serve(kind, host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void startPlatformThread(Runnable task) {
        new Thread(task).start();
    }

    /** JDK 21 and later; by reflection, since this is compiled for 17. */
    private static void startVirtualThread(Runnable task) {
        try {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
