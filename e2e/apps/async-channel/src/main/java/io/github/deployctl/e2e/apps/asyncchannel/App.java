package io.github.deployctl.e2e.apps.asyncchannel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CountDownLatch;

/** Accepts with a completion handler that asks for the next connection first. */
public final class App implements CompletionHandler<AsynchronousSocketChannel, Void> {
    private final AsynchronousServerSocketChannel server;

    private App(AsynchronousServerSocketChannel server) {
        this.server = server;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(Integer.parseInt(args[0])));
        server.accept(null, new App(server));
        new CountDownLatch(1).await();
    }

    @Override
    public void completed(AsynchronousSocketChannel client, Void nothing) {
        server.accept(null, this);
        new Connection(client).read();
    }

    @Override
    public void failed(Throwable cause, Void nothing) {
        System.err.println("accept failed: " + cause);
        server.accept(null, this);
    }
}
