package io.github.deployctl.adopter.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channels;
import java.nio.channels.CompletionHandler;

/** NIO.2: each accept is asked for anew, by whichever thread of the group handled the last. */
final class AsyncChannelApp {
    private AsyncChannelApp() {}

    static void serve(int port, Answers answers) throws IOException {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(port));
        server.accept(answers, new CompletionHandler<AsynchronousSocketChannel, Answers>() {
            @Override
            public void completed(AsynchronousSocketChannel channel, Answers attachment) {
                server.accept(attachment, this);
                new Thread(() -> serve(channel, attachment)).start();
            }

            @Override
            public void failed(Throwable failure, Answers attachment) {
                failure.printStackTrace();
            }
        });
    }

    private static void serve(AsynchronousSocketChannel channel, Answers answers) {
        try (channel) {
            answers.serve(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
