package io.github.deployctl.adopter.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A ServerSocketChannel in blocking mode, said twice: it must not make the shared file blocking. */
final class BlockingChannelApp {
    private BlockingChannelApp() {}

    static void serve(int port, Answers answers) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(port));
        server.configureBlocking(false);
        server.configureBlocking(true);
        while (true) {
            SocketChannel channel = server.accept();
            new Thread(() -> serve(channel, answers)).start();
        }
    }

    static void serve(SocketChannel channel, Answers answers) {
        try (channel) {
            answers.serve(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
