package io.github.deployctl.adopter.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One thread, one selector; the server channel is registered before it is bound, as some frameworks do. */
final class SelectorApp {
    private SelectorApp() {}

    static void serve(int port, Answers answers) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        selector.selectNow();
        server.bind(new InetSocketAddress(port));
        while (true) {
            selector.select(key -> {
                try {
                    if (key.isAcceptable()) {
                        accept(server, selector);
                    } else {
                        answer((SocketChannel) key.channel(), (ByteArrayOutputStream) key.attachment(), answers);
                    }
                } catch (IOException e) {
                    key.cancel();
                }
            });
        }
    }

    private static void accept(ServerSocketChannel server, Selector selector) throws IOException {
        SocketChannel channel = server.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new ByteArrayOutputStream());
        }
    }

    /** Head and body go out as two buffers in one gathering write. */
    private static void answer(SocketChannel channel, ByteArrayOutputStream received, Answers answers)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        if (channel.read(bytes) < 0) {
            channel.close();
            return;
        }
        received.write(bytes.array(), 0, bytes.position());
        String head = received.toString(StandardCharsets.US_ASCII);
        if (head.endsWith("\r\n\r\n")) {
            received.reset();
            byte[] answer = answers.of(Answers.path(head));
            ByteBuffer[] parts = {ByteBuffer.wrap(answer, 0, 10), ByteBuffer.wrap(answer, 10, answer.length - 10)};
            while (parts[1].hasRemaining()) {
                channel.write(parts);
            }
        }
    }
}
