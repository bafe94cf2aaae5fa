package io.github.deployctl.e2e.matrix.load;

import io.github.deployctl.cli.demo.load.Connection;
import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.cli.demo.load.LossException;
import io.github.deployctl.cli.demo.load.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on one connection a request, or on one that is kept until the server ends it between two requests or says that it will. */
final class HttpAsker implements Asker {
    private final InetSocketAddress target;
    private final boolean keepAlive;
    private @Nullable Connection kept;

    HttpAsker(int port, boolean keepAlive) {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.keepAlive = keepAlive;
    }

    @Override
    public String ask(Ask ask, long deadlineNanos) throws IOException {
        try {
            Response response = connection(deadlineNanos).exchange(bytes(ask), deadlineNanos);
            if (!keepAlive || response.close()) {
                close();
            }
            if (response.status() != 200) {
                throw new LossException(Loss.BAD_STATUS, "status " + response.status());
            }
            return response.body();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Connection connection(long deadlineNanos) throws IOException {
        // A server may end an idle connection at any time (RFC 9112, 9.5): that loses nothing.
        if (kept != null && kept.isClosedByServer()) {
            close();
        }
        if (kept == null) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, deadlineNanos - System.nanoTime()));
            // Every body is known to its last byte. Jetty 12 ends an answer so when it is asked to close.
            kept = Connection.open(target, left).closeMayEnd();
        }
        return kept;
    }

    private byte[] bytes(Ask ask) {
        String head = switch (ask) {
            case FAST -> "GET /fast HTTP/1.1\r\n";
            case SLOW -> "GET /slow HTTP/1.1\r\n";
            case ECHO -> "POST /echo HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: " + ECHO.length() + "\r\n";
        };
        String end = "Host: localhost\r\n" + (keepAlive ? "" : "Connection: close\r\n") + "\r\n";
        return (head + end + (ask == Ask.ECHO ? ECHO : "")).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        if (kept != null) {
            Connection ended = kept;
            kept = null;
            ended.close();
        }
    }
}
