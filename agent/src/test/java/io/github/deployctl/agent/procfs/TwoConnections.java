package io.github.deployctl.agent.procfs;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A program that says where it listens, accepts two connections, and holds them until its stdin ends. */
final class TwoConnections {
    private TwoConnections() {}

    public static void main(String[] arguments) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            System.out.println(server.getLocalPort());
            try (Socket first = server.accept();
                    Socket second = server.accept()) {
                System.out.println(first.isConnected() && second.isConnected() ? "accepted" : "lost");
                System.in.readAllBytes();
            }
        }
    }
}
