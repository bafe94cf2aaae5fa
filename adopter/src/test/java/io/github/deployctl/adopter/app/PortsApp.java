package io.github.deployctl.adopter.app;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.ServerSocketChannel;

/** Binds ports of other kinds than that of its listener: free ones, UDP, a client's, and a fixed one of which nobody was told. */
final class PortsApp {
    private PortsApp() {}

    static void serve(int port, int fixed, Answers answers) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket(0);
                ServerSocketChannel channel = ServerSocketChannel.open().bind(null);
                AsynchronousServerSocketChannel async =
                        AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
                Socket client = new Socket();
                DatagramSocket datagrams = new DatagramSocket(fixed, loopback)) {
            client.bind(new InetSocketAddress(loopback, 0));
            client.connect(new InetSocketAddress(loopback, socket.getLocalPort()));
            System.out.println("free: "
                    + (channel.getLocalAddress() != null
                            && async.isOpen()
                            && datagrams.isBound()
                            && client.isConnected()));
        }
        new ServerSocket(fixed, 1, loopback).close();
        ServerSocketChannel.open().bind(new InetSocketAddress(loopback, fixed)).close();
        BlockingSocketApp.serve(port, answers, task -> new Thread(task).start());
    }
}
