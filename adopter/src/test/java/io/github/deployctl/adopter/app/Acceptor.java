package io.github.deployctl.adopter.app;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;

/** A bound server socket of some class, what it says of itself, and how it takes a connection and sets the usual options on it. */
interface Acceptor extends Closeable {
    int LOW_DELAY = 0x10;

    /** Everything that the server can ask its socket about its address. */
    String seen() throws IOException;

    Connection accept() throws IOException;

    /** A connection as streams, whatever its class. */
    record Connection(Closeable socket, InputStream in, OutputStream out) implements Closeable {
        @Override
        public void close() throws IOException {
            socket.close();
        }

        static Connection of(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            socket.setTrafficClass(LOW_DELAY);
            return new Connection(socket, socket.getInputStream(), socket.getOutputStream());
        }

        static Connection of(SocketChannel channel) throws IOException {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.IP_TOS, LOW_DELAY);
            return new Connection(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
        }

        static Connection of(AsynchronousSocketChannel channel) throws IOException {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new Connection(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
        }
    }

    static Acceptor open(String kind, InetSocketAddress address) throws IOException {
        return switch (kind) {
            case "socket" -> new OfSocket(bound(new ServerSocket(), address));
            case "probed" -> {
                ServerSocketChannel.open().bind(address).close();
                yield new OfSocket(bound(new ServerSocket(), address));
            }
            case "adaptor" -> new OfSocket(bound(ServerSocketChannel.open().socket(), address));
            case "channel" -> new OfChannel(ServerSocketChannel.open().bind(address));
            case "inet" ->
                new OfChannel(
                        ServerSocketChannel.open(StandardProtocolFamily.INET).bind(address));
            case "async" -> new OfAsync(AsynchronousServerSocketChannel.open().bind(address));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static ServerSocket bound(ServerSocket server, InetSocketAddress address) throws IOException {
        server.bind(address);
        return server;
    }

    record OfSocket(ServerSocket server) implements Acceptor {
        @Override
        public String seen() {
            return server.getLocalPort() + " " + server.getInetAddress() + " " + server.getLocalSocketAddress() + " "
                    + server;
        }

        @Override
        public Connection accept() throws IOException {
            return Connection.of(server.accept());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    record OfChannel(ServerSocketChannel server) implements Acceptor {
        @Override
        public String seen() throws IOException {
            return server.getLocalAddress() + " " + server + " "
                    + server.socket().getLocalPort();
        }

        @Override
        public Connection accept() throws IOException {
            return Connection.of(server.accept());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    record OfAsync(AsynchronousServerSocketChannel server) implements Acceptor {
        @Override
        public String seen() throws IOException {
            return server.getLocalAddress() + " " + server;
        }

        @Override
        public Connection accept() throws IOException {
            try {
                return Connection.of(server.accept().get());
            } catch (ExecutionException | InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
