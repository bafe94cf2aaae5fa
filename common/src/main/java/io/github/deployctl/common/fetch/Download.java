package io.github.deployctl.common.fetch;

import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** An artifact that is coming from its origin. Every wait ends; what comes is not believed, whoever reads it compares checksums. Used by one thread. */
public final class Download implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final Duration ALL = Duration.ofHours(1);
    /** Nobody's jar is larger; a server that sends for ever is not read for ever. */
    private static final long LARGEST = 4L << 30;

    private static final int MOST_REDIRECTS = 5;

    private final HttpURLConnection connection;
    private final InputStream body;
    private final long length;

    private Download(HttpURLConnection connection, InputStream body, long length) {
        this.connection = connection;
        this.body = body;
        this.length = length;
    }

    /**
     * Asks for it.
     *
     * @param agent what the request says of the program that makes it
     * @throws FailureException when there is nobody, or the answer is not the artifact; its message has nothing of what was answered
     */
    public static Download open(Origin origin, String agent) throws FailureException {
        URI at = origin.uri();
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpURLConnection connection;
            int status;
            try {
                connection = connect(at, agent);
                status = connection.getResponseCode();
            } catch (IOException e) {
                throw failed(origin, e);
            }
            if (status == HttpURLConnection.HTTP_OK) {
                return body(origin, connection);
            }
            connection.disconnect();
            if (status < 301 || status > 308 || status == HttpURLConnection.HTTP_NOT_MODIFIED) {
                throw failed(origin, "the server answered with status " + status);
            }
            Optional<URI> next = Origin.redirect(at, connection.getHeaderField("Location"));
            if (next.isEmpty()) {
                throw failed(origin, "it is redirected to what is not https");
            }
            at = next.get();
        }
        throw failed(origin, "it is redirected more than " + MOST_REDIRECTS + " times");
    }

    private static HttpURLConnection connect(URI at, String agent) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) STALL.toMillis());
        connection.setUseCaches(false);
        connection.setRequestProperty("User-Agent", agent);
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("Accept-Encoding", "identity");
        return connection;
    }

    private static Download body(Origin origin, HttpURLConnection connection) throws FailureException {
        long length = connection.getContentLengthLong();
        if (length <= 0 || length > LARGEST) {
            connection.disconnect();
            throw failed(
                    origin,
                    length <= 0
                            ? "the server does not say how long it is"
                            : "it has " + length + " bytes, and " + LARGEST + " are the most");
        }
        try {
            return new Download(connection, new Timed(connection.getInputStream()), length);
        } catch (IOException e) {
            throw failed(origin, e);
        }
    }

    /** Returns how long it is said to be, in bytes. */
    public long length() {
        return length;
    }

    /** Returns its bytes. A reader that gets an exception asks {@link #failed} what to say of it. */
    public InputStream body() {
        return body;
    }

    /** Returns what to say to a user when it did not come. */
    public static FailureException failed(Origin origin, IOException e) {
        if (e instanceof UnknownHostException) {
            return failed(origin, "there is no host " + origin.uri().getHost());
        }
        if (e instanceof SocketTimeoutException) {
            boolean connecting = String.valueOf(e.getMessage()).contains("onnect");
            return failed(
                    origin,
                    connecting
                            ? "no connection within " + Durations.format(CONNECT) + " (deadline fetch.connect)"
                            : "nothing more came within " + Durations.format(STALL) + " (deadline fetch.stall)");
        }
        if (e instanceof ConnectException) {
            return failed(origin, "the connection was refused");
        }
        if (e instanceof SSLException) {
            return failed(origin, "no trusted connection: " + e.getMessage());
        }
        return failed(origin, String.valueOf(e.getMessage()));
    }

    private static FailureException failed(Origin origin, String why) {
        return Failure.of(FailureCode.NOT_DEPLOYED, "artifact not fetched: " + origin + ": " + why)
                .asException();
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    /** Ends a download that goes on, though too slowly. */
    private static final class Timed extends FilterInputStream {
        private final long begun = System.nanoTime();

        Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            check();
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            check();
            return super.read(into, offset, length);
        }

        private void check() throws IOException {
            if (System.nanoTime() - begun > ALL.toNanos()) {
                throw new IOException("it took longer than " + Durations.format(ALL) + " (deadline fetch.timeout)");
            }
        }
    }
}
