package io.github.deployctl.adopter.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;

/** The socket view of a ServerSocketChannel, accepting with a timeout: the JDK then sets the blocking mode at every call. */
final class AdaptorApp {
    private static final int ACCEPT_MILLIS = 170;

    private AdaptorApp() {}

    static void serve(int port, Answers answers) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(port));
        server.socket().setSoTimeout(ACCEPT_MILLIS);
        while (true) {
            try {
                Socket socket = server.socket().accept();
                new Thread(() -> BlockingChannelApp.serve(socket.getChannel(), answers)).start();
            } catch (SocketTimeoutException e) {
                // No user came: wait again.
            }
        }
    }
}
