package io.github.deployctl.adopter.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers with what its server socket says of itself, one connection at a time. The path {@code /next} makes it close the socket
 * and bind one of the next kind.
 */
final class AddressApp {
    private AddressApp() {}

    /** Serves on sockets of these kinds, separated by commas, one after the other and over again; host may be {@code *}. */
    static void serve(String kinds, String host, int port) throws IOException {
        InetSocketAddress address = host.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        String[] all = kinds.split(",", -1);
        for (int turn = 0; true; turn++) {
            try (Acceptor acceptor = Acceptor.open(all[turn % all.length], address)) {
                serve(acceptor, address);
            }
        }
    }

    private static void serve(Acceptor acceptor, InetSocketAddress address) throws IOException {
        AtomicBoolean ends = new AtomicBoolean();
        while (!ends.get()) {
            try (Acceptor.Connection connection = acceptor.accept()) {
                String seen = acceptor.seen() + " again: " + bindAgain(address);
                new Answers(seen).serve(connection.in(), connection.out(), path -> {
                    if (path.equals("/next")) {
                        ends.set(true);
                        close(acceptor);
                    }
                });
            }
        }
    }

    /** What a second server of the same address is told. */
    private static String bindAgain(InetSocketAddress address) {
        try (Acceptor second = Acceptor.open("socket", address)) {
            return "bound " + second.seen();
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    private static void close(Acceptor acceptor) {
        try {
            acceptor.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
