package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.OwnThread;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/**
 * Opens what an SSH connection runs over: through a jump host, through a command, or a socket to the first address that answers.
 *
 * @param before the jump host, logged in, or null
 * @param limit of the way, of which every address gets its part
 */
record Dial(Line line, @Nullable SSHClient before, Duration limit) {
    private static final Executor LOOKUP = OwnThread.named("name-lookup");

    /** Connects {@code client}, which exchanges keys then. */
    void connect(SSHClient client, Destination to) throws IOException {
        if (before != null) {
            client.connectVia(before.newDirectConnection(to.at().name(), to.at().port()));
            return;
        }
        Socket socket = to.route().command() == null
                ? socket(to)
                : line.keep(CommandSocket.start(to.route().command()));
        client.setSocketFactory(new OneSocketFactory(socket));
        client.connect(to.at().name(), to.at().port());
    }

    private Socket socket(Destination to) throws IOException {
        List<InetAddress> addresses = addresses(to);
        IOException failure = new IOException(
                to.at().name() + " has no address of the family " + to.route().family() + " (AddressFamily)");
        for (InetAddress address : addresses) {
            boolean last = address.equals(addresses.get(addresses.size() - 1));
            try {
                return socket(to, address, last ? 0 : part(limit, addresses.size()));
            } catch (IOException e) {
                if (line.isCut()) {
                    throw e;
                }
                failure = e;
            }
        }
        throw failure;
    }

    /** Returns the part of the limit, in milliseconds, that each address but the last has; 0 would be no limit at all. */
    static int part(Duration limit, int addresses) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, limit.toMillis() / addresses));
    }

    private Socket socket(Destination to, InetAddress address, int millis) throws IOException {
        Socket socket = line.keep(new Socket());
        try {
            socket.setTcpNoDelay(true);
            if (to.route().bind() != null) {
                socket.bind(new InetSocketAddress(to.route().bind(), 0));
            }
            // The alarm ends the last one, under its name.
            socket.connect(new InetSocketAddress(address, to.at().port()), millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Looked up by another thread, since nothing interrupts a resolver. */
    private List<InetAddress> addresses(Destination to) throws IOException {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        Closeable end = () -> lookup.cancel(false);
        line.keep(end);
        LOOKUP.execute(() -> {
            try {
                lookup.complete(Stream.of(InetAddress.getAllByName(to.at().name()))
                        .filter(address -> isWanted(address, to.route().family()))
                        .toList());
            } catch (UnknownHostException e) {
                lookup.completeExceptionally(e);
            }
        });
        try {
            return lookup.join();
        } catch (CancellationException e) {
            throw new IOException("the name lookup was ended from this side", e);
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static boolean isWanted(InetAddress address, Route.Family family) {
        return switch (family) {
            case ANY -> true;
            case INET -> address instanceof Inet4Address;
            case INET6 -> address instanceof Inet6Address;
        };
    }
}
