package io.github.deployctl.adopter.lab;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection of a user of the app. Every wait ends in 20 s. */
public final class User implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int DEFAULT_BUFFER = 0;

    private final Socket socket = new Socket();

    public User(int port) throws IOException {
        this(port, DEFAULT_BUFFER);
    }

    /** One whose kernel takes few bytes, or as many as it likes, before they are received. */
    public User(int port, int buffer) throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), buffer);
    }

    public User(InetSocketAddress server) throws IOException {
        this(server, DEFAULT_BUFFER);
    }

    private User(InetSocketAddress server, int buffer) throws IOException {
        if (buffer != DEFAULT_BUFFER) {
            socket.setReceiveBufferSize(buffer);
        }
        socket.connect(server, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** An answer: the lines of its head, and its body. */
    public record Answer(List<String> head, String body) {
        /** How often the head says that the connection closes. */
        public long closes() {
            return head.stream().filter("Connection: close"::equalsIgnoreCase).count();
        }

        private int length() {
            return head.stream()
                    .filter(line -> line.regionMatches(true, 0, "Content-Length: ", 0, 16))
                    .mapToInt(line -> Integer.parseInt(line.substring(16)))
                    .findFirst()
                    .orElse(0);
        }
    }

    public static String ask(int port, String path) throws IOException {
        return ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), path);
    }

    public static String ask(InetSocketAddress server, String path) throws IOException {
        try (User user = new User(server)) {
            return user.get(path).body();
        }
    }

    public Answer get(String path) throws IOException {
        send(path);
        return receive();
    }

    /** Sends requests, all at once. */
    public void send(String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether the beginning of an answer has come. */
    public boolean hasBytes() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    public Answer receive() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("after '" + head + "'");
            }
            head.append((char) next);
        }
        Answer answer = new Answer(head.toString().strip().lines().toList(), "");
        byte[] body = in.readNBytes(answer.length());
        if (body.length < answer.length()) {
            throw new EOFException("body cut");
        }
        return new Answer(answer.head(), new String(body, StandardCharsets.US_ASCII));
    }

    /** Whether something has come in within the time. */
    public boolean hasAnswerWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return receive() != null;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(TIMEOUT_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
