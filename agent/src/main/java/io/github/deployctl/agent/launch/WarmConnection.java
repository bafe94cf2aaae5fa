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

    /** @param host the Host header */
    WarmConnection(InetSocketAddress address, String host) {
        this.address = address;
        this.host = host;
    }

    /** Asks once and reads the answer, for at most {@code nanos}. Returns false where that did not work. */
    boolean get(String path, long nanos) {
        long deadline = System.nanoTime() + Math.min(nanos, LONGEST_NANOS);
        try {
            exchange(path, deadline);
            if (++requests % MOST_REQUESTS == 0) {
                close();
            }
            return true;
        } catch (IOException | NumberFormatException e) {
            close();
            return false;
        }
    }

    private void exchange(String path, long deadline) throws IOException {
        boolean kept = socket != null;
        String status;
        try {
            status = ask(path, deadline);
        } catch (IOException e) {
            if (!kept) {
                throw e;
            }
            // The server may close a kept connection at any moment, and then has not seen the request.
            close();
            status = ask(path, deadline);
        }
        while (status.startsWith("HTTP/1.1 1")) {
            new Head().read(deadline);
            status = line(deadline);
        }
        Head head = new Head();
        head.read(deadline);
        if (!status.startsWith("HTTP/1.1 204") && !status.startsWith("HTTP/1.1 304")) {
            head.skipBody(deadline);
        }
        if (head.closes || !status.startsWith("HTTP/1.1 ")) {
            close();
        }
    }

    /** Returns the status line. */
    private String ask(String path, long deadline) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            socket = open;
            open.connect(address, millisUntil(deadline));
            open.setTcpNoDelay(true);
            in = new BufferedInputStream(open.getInputStream());
        }
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: deployctl-agent\r\n"
                + FIELDS.get((requests + requests / MOST_REQUESTS) % FIELDS.size()) + "\r\n";
        open.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return line(deadline);
    }

    /** What an answer's head says of its body (RFC 9112, 6.3). */
    private final class Head {
        private long length = -1;
        private boolean chunked;
        private boolean closes;

        void read(long deadline) throws IOException {
            for (int i = 0; i < MOST_LINES; i++) {
                String field = line(deadline).toLowerCase(Locale.ROOT);
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

        void skipBody(long deadline) throws IOException {
            if (chunked) {
                long size;
                do {
                    String line = line(deadline);
                    int extension = line.indexOf(';');
                    size = Long.parseLong((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
                    skip(size, deadline);
                    // Ends the chunk, or after the last one the trailer.
                    String end = line(deadline);
                    while (!end.isEmpty()) {
                        end = line(deadline);
                    }
                } while (size > 0);
            } else if (length >= 0) {
                skip(length, deadline);
            } else {
                closes = true; // It ends with the connection, and nothing waits for it.
            }
        }
    }

    private void skip(long count, long deadline) throws IOException {
        long left = count;
        while (left > 0) {
            patience(deadline);
            long skipped = stream().skip(left);
            if (skipped == 0 && stream().read() < 0) {
                throw new EOFException();
            }
            left -= Math.max(1, skipped);
        }
    }

    private String line(long deadline) throws IOException {
        StringBuilder line = new StringBuilder();
        patience(deadline);
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

    private void patience(long deadline) throws IOException {
        Socket open = socket;
        if (open != null) {
            open.setSoTimeout(millisUntil(deadline));
        }
    }

    private static int millisUntil(long deadline) throws IOException {
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
