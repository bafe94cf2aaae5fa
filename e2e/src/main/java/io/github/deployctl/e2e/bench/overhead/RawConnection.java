package io.github.deployctl.e2e.bench.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A kept HTTP/1.1 connection that costs the client as little as can be, so that what the server needs is most of a round trip. Owned by one thread at a time. */
final class RawConnection {
    private static final byte[] REQUEST =
            "GET /fast HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final byte[] buffer = new byte[4096];
    private @Nullable Socket socket;
    private int end;

    RawConnection(int port) {
        this.port = port;
    }

    /** Asks and reads the whole answer, which must announce its length. */
    void exchange() throws IOException {
        Socket open = open();
        open.getOutputStream().write(REQUEST);
        String head = head(open.getInputStream());
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("answered " + head);
        }
        if (head.contains("connection: close")) {
            open.close();
            socket = null;
        }
    }

    private Socket open() throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
        }
        return socket;
    }

    /** Reads to the end of the body and returns the head in lower case. */
    private String head(InputStream in) throws IOException {
        end = 0;
        int body = more(in);
        while (body < 0) {
            body = more(in);
        }
        String head = new String(buffer, 0, body, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length:");
        if (at < 0) {
            throw new IOException("an answer without its length: " + head);
        }
        int length =
                Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).trim());
        while (end < body + length) {
            more(in);
        }
        return head;
    }

    /** Reads what is there and returns where the body begins, or -1 when that has not come yet. */
    private int more(InputStream in) throws IOException {
        int n = in.read(buffer, end, buffer.length - end);
        if (n <= 0) {
            throw new IOException("the connection ended within an answer");
        }
        end += n;
        for (int i = 3; i < end; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }
}
