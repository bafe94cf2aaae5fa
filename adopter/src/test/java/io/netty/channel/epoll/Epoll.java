package io.netty.channel.epoll;

/** Bears the name of the class that apps ask whether Netty's epoll transport can be used, and answers as it does. */
public final class Epoll {
    private Epoll() {}

    public static boolean isAvailable() {
        return !Boolean.getBoolean("io.netty.transport.noNative");
    }
}
