package io.github.deployctl.e2e.apps.serversocket;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** The classic: accept, and start a thread for the connection. */
public final class App {
    private App() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
            while (true) {
                Socket client = server.accept();
                new Thread(new Connection(client)).start();
            }
        }
    }
}
