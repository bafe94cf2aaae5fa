package io.github.deployctl.e2e.apps.netty42uring;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;

/** The native transport where there is one, NIO else, as users choose it. */
public final class App {
    private App() {}

    public static void main(String[] args) throws InterruptedException {
        boolean uring = IoUring.isAvailable();
        IoHandlerFactory io = uring ? IoUringIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup acceptor = new MultiThreadIoEventLoopGroup(1, io);
        EventLoopGroup workers = new MultiThreadIoEventLoopGroup(io);
        Class<? extends ServerChannel> channel =
                uring ? IoUringServerSocketChannel.class : NioServerSocketChannel.class;
        System.out.println("accepting with " + channel.getSimpleName());
        new ServerBootstrap()
                .group(acceptor, workers)
                .channel(channel)
                .childHandler(new Connections())
                .bind(Integer.parseInt(args[0]))
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }
}
