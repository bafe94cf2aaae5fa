package io.github.deployctl.agent.launch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a candidate that is kept from one request to the next as long as the server keeps it (RFC 9112, 9.3), and begun anew now and then: users do
 * both. What is answered is read and forgotten. For one thread, but for {@link #close}.
 */
final class WarmConnection implements AutoCloseable {
    /** An answer that takes longer, a stream of events say, is left. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int LONGEST_LINE = 1 << 14;
    private static final int MOST_LINES = 200;
    private static final int MOST_REQUESTS = 16;

    /** As programs and browsers ask, by turns: a branch that the warm-up never took is compiled as one that nobody takes, and anew when somebody does. */
    private static final List<String> FIELDS = List.of(
            "",
            "Accept: */*\r\n",
            "Accept-Encoding: gzip, deflate\r\n",
            "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n");

    private final InetSocketAddress address;
    private final String host;
    private volatile @Nullable Socket socket;
    private @Nullable InputStream in;
    private int requests;
    /** Of the request that is under way, as {@link System#nanoTime} counts. */
    private long deadline;

    /** @param host the Host header */
    WarmConnection(InetSocketAddress address, String host) {
        this.address = address;
        this.host = host;
    }

    /** Asks once and reads the answer, for at most {@code nanos}. Returns false where that did not work. */
    boolean get(String path, long nanos) {
        deadline = System.nanoTime() + Math.min(nanos, LONGEST_NANOS);
        try {
            exchange(path);
            if (++requests % MOST_REQUESTS == 0) {
                close();
            }
            return true;
        } catch (IOException | NumberFormatException e) {
            close();
            return false;
        }
    }

    private void exchange(String path) throws IOException {
        boolean kept = socket != null;
        String status;
        try {
            status = ask(path);
        } catch (IOException e) {
            if (!kept) {
                throw e;
            }
            // The server may close a kept connection at any moment, and then has not seen the request.
            close();
            status = ask(path);
        }
        while (status.startsWith("HTTP/1.1 1")) {
            new Head().read();
            status = line();
        }
        Head head = new Head();
        head.read();
        if (!status.startsWith("HTTP/1.1 204") && !status.startsWith("HTTP/1.1 304")) {
            head.skipBody();
        }
        if (head.closes || !status.startsWith("HTTP/1.1 ")) {
            close();
        }
    }

    /** Returns the status line. */
    private String ask(String path) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            socket = open;
            open.connect(address, millisLeft());
            open.setTcpNoDelay(true);
            in = new BufferedInputStream(new PunctualStream(open));
        }
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: deployctl-agent\r\n"
                + FIELDS.get((requests + requests / MOST_REQUESTS) % FIELDS.size()) + "\r\n";
        open.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return line();
    }

    /** What an answer's head says of its body (RFC 9112, 6.3). */
    private final class Head {
        private long length = -1;
        private boolean chunked;
        private boolean closes;

        void read() throws IOException {
            for (int i = 0; i < MOST_LINES; i++) {
                String field = line().toLowerCase(Locale.ROOT);
                if (field.isEmpty()) {
                    return;
                }
                int colon = field.indexOf(':');
                String name = colon < 0 ? "" : field.substring(0, colon);
                String value = field.substring(colon + 1).trim();
                switch (name) {
                    case "content-length" -> length = Long.parseLong(value);
                    case "transfer-encoding" -> chunked = value.endsWith("chunked");
                    case "connection" -> closes = value.contains("close");
                    default -> {}
                }
            }
            throw new IOException("a head of more than " + MOST_LINES + " lines");
        }

        void skipBody() throws IOException {
            if (chunked) {
                long size;
                do {
                    String line = line();
                    int extension = line.indexOf(';');
                    size = Long.parseLong((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
                    skip(size);
                    // Ends the chunk, or after the last one the trailer.
                    String end = line();
                    while (!end.isEmpty()) {
                        end = line();
                    }
                } while (size > 0);
            } else if (length >= 0) {
                skip(length);
            } else {
                closes = true; // It ends with the connection, and nothing waits for it.
            }
        }
    }

    private void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            long skipped = stream().skip(left);
            if (skipped == 0 && stream().read() < 0) {
                throw new EOFException();
            }
            left -= Math.max(1, skipped);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = stream().read(); c != '\n'; c = stream().read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private InputStream stream() throws IOException {
        InputStream open = in;
        if (open == null) {
            throw new IOException("closed");
        }
        return open;
    }

    /** Reads for no longer than until the deadline, however slowly bytes come. */
    private final class PunctualStream extends InputStream {
        private final Socket from;
        private final InputStream bytes;

        PunctualStream(Socket from) throws IOException {
            this.from = from;
            this.bytes = from.getInputStream();
        }

        @Override
        public int read() throws IOException {
            from.setSoTimeout(millisLeft());
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            from.setSoTimeout(millisLeft());
            return bytes.read(buffer, offset, length);
        }
    }

    private int millisLeft() throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new IOException("no time is left");
        }
        return (int) left;
    }

    /** Ends a request that is under way, too. Any thread may call it. */
    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            return; // It is of no use any more either way.
        }
    }
}
