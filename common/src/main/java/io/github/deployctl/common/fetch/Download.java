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
import java.security.cert.CertPathBuilderException;
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
        Download download;
        try {
            download = open(new Wanted(origin.uri(), agent, null));
        } catch (IOException e) {
            throw failed(origin, e);
        }
        if (download.length() <= 0) {
            download.close();
            throw failed(origin, new IOException("the server does not say how long it is"));
        }
        return download;
    }

    /**
     * Asks for a file whose length the server need not say.
     *
     * @throws AnswerException when the answer is not the file
     * @throws IOException when there is none
     */
    public static Download open(Wanted wanted) throws IOException {
        URI at = wanted.uri();
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpURLConnection connection = connect(at, wanted);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                return body(connection);
            }
            connection.disconnect();
            if (status < 301 || status > 308 || status == HttpURLConnection.HTTP_NOT_MODIFIED) {
                throw new AnswerException(status, "the server answered with status " + status);
            }
            Optional<URI> next = Origin.redirect(at, connection.getHeaderField("Location"));
            if (next.isEmpty()) {
                throw new AnswerException(status, "it is redirected to what is not https");
            }
            at = next.get();
        }
        throw new IOException("it is redirected more than " + MOST_REDIRECTS + " times");
    }

    private static HttpURLConnection connect(URI at, Wanted wanted) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) STALL.toMillis());
        connection.setUseCaches(false);
        connection.setRequestProperty("User-Agent", wanted.agent());
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("Accept-Encoding", "identity");
        String authorization = wanted.authorization();
        if (authorization != null && isSameServer(at, wanted.uri())) {
            connection.setRequestProperty("Authorization", authorization);
        }
        return connection;
    }

    private static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getRawAuthority().equalsIgnoreCase(other.getRawAuthority());
    }

    private static Download body(HttpURLConnection connection) throws IOException {
        long length = connection.getContentLengthLong();
        if (length > LARGEST) {
            connection.disconnect();
            throw new IOException("it has " + length + " bytes, and " + LARGEST + " are the most");
        }
        return new Download(connection, new Timed(connection.getInputStream()), length);
    }

    /** Returns how long it is said to be, in bytes, or less than 0. */
    public long length() {
        return length;
    }

    /** Returns its bytes. A reader that gets an exception asks {@link #failed} what to say of it. */
    public InputStream body() {
        return body;
    }

    /** Returns what to say to a user when it did not come. */
    public static FailureException failed(Origin origin, IOException e) {
        return Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        "artifact not fetched: " + origin + ": "
                                + why(origin.uri().getHost(), e))
                .serving("nothing was changed")
                .hint(hint(e))
                .asException();
    }

    /** Returns what was the matter, in words for a user. */
    public static String why(String host, IOException e) {
        if (e instanceof UnknownHostException) {
            return "there is no host " + host;
        }
        if (e instanceof SocketTimeoutException) {
            return String.valueOf(e.getMessage()).contains("onnect")
                    ? "no connection within " + Durations.format(CONNECT) + " (deadline fetch.connect)"
                    : "nothing more came within " + Durations.format(STALL) + " (deadline fetch.stall)";
        }
        if (e instanceof ConnectException) {
            return "the connection was refused";
        }
        if (isUntrusted(e)) {
            return "the certificate of " + host + " is not one that this Java trusts";
        }
        if (e instanceof SSLException) {
            return "no trusted connection: " + e.getMessage();
        }
        return String.valueOf(e.getMessage());
    }

    /** Returns what to try. */
    public static String hint(IOException e) {
        if (isUntrusted(e)) {
            return "where its certificate is signed by an authority of your own, add that one to the Java that asks: keytool -importcert -cacerts -file CA.pem";
        }
        if (e instanceof AnswerException answer) {
            return switch (answer.status()) {
                case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                    "look whether whoever asks may read it";
                case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
                    "look whether that is the right address";
                default -> "try again later, or send a file from here with --artifact";
            };
        }
        return "look whether the server is up and can be reached, or send a file from here with --artifact";
    }

    private static boolean isUntrusted(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    /** Ends a download that goes on for ever, or too slowly. */
    private static final class Timed extends FilterInputStream {
        private final long begun = System.nanoTime();
        private long bytes;

        Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            check();
            bytes++;
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            check();
            int read = super.read(into, offset, length);
            bytes += Math.max(0, read);
            return read;
        }

        private void check() throws IOException {
            if (bytes > LARGEST) {
                throw new IOException("it has more than " + LARGEST + " bytes, which are the most");
            }
            if (System.nanoTime() - begun > ALL.toNanos()) {
                throw new IOException("it took longer than " + Durations.format(ALL) + " (deadline fetch.timeout)");
            }
        }
    }
}
