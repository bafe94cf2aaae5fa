package io.github.deployctl.cli.demo.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes ten lines spread over {@code ?millis=N}, at most a minute, with the length of all of them told first. */
final class Slow implements HttpHandler {
    private static final Pattern MILLIS = Pattern.compile("(?:^|.*&)millis=(\\d{1,9})(?:&.*|$)");
    private static final long LONGEST_MILLIS = 60_000;
    private static final int LINES = 10;

    private final byte[] line;

    Slow(String version) {
        this.line = ("demo " + version + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        Matcher matcher = MILLIS.matcher(query == null ? "" : query);
        long pause = Math.min(matcher.matches() ? Long.parseLong(matcher.group(1)) : 1000, LONGEST_MILLIS) / LINES;
        exchange.sendResponseHeaders(200, (long) LINES * line.length);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < LINES; i++) {
                out.write(line);
                out.flush();
                pause(pause);
            }
        }
        exchange.close();
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
