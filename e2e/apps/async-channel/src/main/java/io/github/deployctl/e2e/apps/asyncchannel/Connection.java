package io.github.deployctl.e2e.apps.asyncchannel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** HTTP/1.1 with keep-alive; one handler is pending at any time, so that nothing here is shared. */
final class Connection implements CompletionHandler<Integer, ByteBuffer> {
    private static final long PID = ProcessHandle.current().pid();

    private final AsynchronousSocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocate(1 << 20);

    Connection(AsynchronousSocketChannel channel) {
        this.channel = channel;
    }

    void read() {
        Request.first(received).ifPresentOrElse(this::serve, () -> channel.read(received, received, this));
    }

    @Override
    public void completed(Integer count, ByteBuffer buffer) {
        if (count < 0) {
            close();
        } else if (buffer == received || !buffer.hasRemaining()) {
            read();
        } else {
            channel.write(buffer, buffer, this);
        }
    }

    @Override
    public void failed(Throwable cause, ByteBuffer buffer) {
        close();
    }

    private void serve(Request request) {
        switch (request.target()) {
            case "/echo" -> answer(request.body());
            case "/slow" ->
                CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS)
                        .execute(() -> answer((PID + " done\n").getBytes(StandardCharsets.US_ASCII)));
            default -> answer((PID + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void answer(byte[] body) {
        byte[] head =
                ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer response = ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
        channel.write(response, response, this);
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("close failed: " + e.getMessage());
        }
    }
}
