package io.github.deployctl.adopter.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A ServerSocket and a thread for each connection. The path {@code /rebind} makes it close the socket and bind again. */
final class BlockingSocketApp {
    private BlockingSocketApp() {}

    static void serve(int port, Answers answers, Consumer<Runnable> threads) {
        while (true) {
            try (ServerSocket server = new ServerSocket(port)) {
                while (true) {
                    Socket socket = server.accept();
                    threads.accept(() -> serve(server, socket, answers));
                }
            } catch (IOException e) {
                System.out.println("binding again: " + e);
            }
        }
    }

    private static void serve(ServerSocket server, Socket socket, Answers answers) {
        try (socket) {
            answers.serve(socket.getInputStream(), socket.getOutputStream(), path -> {
                if (path.equals("/rebind")) {
                    close(server);
                }
            });
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void close(ServerSocket server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
