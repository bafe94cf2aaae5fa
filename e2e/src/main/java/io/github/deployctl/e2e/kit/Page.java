package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks for one page of the app, each time on a new connection. */
public final class Page {
    private static final int TIMEOUT_MILLIS = 20_000;

    private Page() {}

    /** The same as {@link #get(String, int, String)}, on loopback. */
    public static String get(int port, String path) throws IOException {
        return get("127.0.0.1", port, path);
    }

    /**
     * Returns the body.
     *
     * @throws IOException when it is not answered with status 200 and its whole body
     */
    public static String get(String host, int port, String path) throws IOException {
        return get(host, port, path, () -> {});
    }

    /** The same; {@code begun} hears when the first byte of the body has come. */
    public static String get(String host, int port, String path, Runnable begun) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + host + ":" + port + path).toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            byte[] first = in.readNBytes(1);
            begun.run();
            byte[] rest = in.readAllBytes();
            byte[] body = Arrays.copyOf(first, first.length + rest.length);
            System.arraycopy(rest, 0, body, first.length, rest.length);
            // The JDK's client takes the end of a connection for the end of a body of any announced length.
            if (connection.getContentLengthLong() > body.length) {
                throw new IOException("cut after " + body.length + " bytes");
            }
            return new String(body, StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
