package io.github.deployctl.adopter.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A minimal HTTP/1.1 server's answers, with keep-alive. Knows a few paths that make it answer in special ways. */
record Answers(String name) {
    private static final long SLOW_MILLIS = 500;

    /** 64 bytes that read as a whole response. */
    private static final String LOOKS_LIKE_A_RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nX-Filler: abcdefghijk\r\n\r\nx\r\n";

    /** So many of them fill the buffers of a socket and more. */
    private static final int MANY = 128 * 1024;

    /** Serves one connection until its end. */
    void serve(InputStream in, OutputStream out) throws IOException {
        serve(in, out, path -> {});
    }

    /** Serves one connection until its end, and tells the path of each request before it is answered. */
    void serve(InputStream in, OutputStream out, Consumer<String> observer) throws IOException {
        String path = readPath(in);
        while (path != null) {
            observer.accept(path);
            out.write(of(path));
            out.flush();
            path = readPath(in);
        }
    }

    /** The whole answer to a request for a path. */
    byte[] of(String path) {
        if (path.equals("/slow")) {
            pause();
        }
        String body = body(path);
        String extra = path.equals("/keep-alive") ? "Connection: keep-alive\r\n" : "";
        String interim = path.equals("/interim") ? "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" : "";
        String head = "HTTP/1.1 200 OK\r\n" + extra + "Content-Length: " + body.length() + "\r\n\r\n";
        return (interim + head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** The body of the answer to a request for a path. */
    String body(String path) {
        return switch (path) {
            case "/no-native" -> String.valueOf(System.getProperty("io.netty.transport.noNative"));
            case "/threads" ->
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().contains("deployctl"))
                        .map(thread -> thread.getName() + " " + thread.isDaemon())
                        .toList()
                        .toString();
            case "/large" -> LOOKS_LIKE_A_RESPONSE.repeat(MANY);
            default -> name;
        };
    }

    /** The path of the next request, or null at the end of the stream. Requests have no body. */
    private static @Nullable String readPath(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        return path(head.toString());
    }

    private static void pause() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String path(String head) {
        return head.split(" ", 3)[1];
    }
}
