package io.github.deployctl.e2e.apps.serversocket;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP/1.1 with keep-alive, as far as a client needs it that sends a Content-Length with each body. */
final class Connection implements Runnable {
    private static final long PID = ProcessHandle.current().pid();

    private final Socket socket;

    Connection(Socket socket) {
        this.socket = socket;
    }

    @Override
    public void run() {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String request = line(in);
            while (!request.isEmpty()) {
                if (!serve(request, in, socket.getOutputStream())) {
                    return;
                }
                request = line(in);
            }
        } catch (IOException e) {
            System.err.println("connection lost: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the client wants to go on with this connection. */
    private static boolean serve(String request, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        int length = 0;
        boolean keep = true;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            keep &= !lower.matches("connection:\\s*close");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("request cut short");
        }
        answer(out, keep, reply(request, body));
        return keep;
    }

    private static byte[] reply(String request, byte[] body) throws InterruptedException {
        if (request.startsWith("POST /echo ")) {
            return body;
        }
        if (request.startsWith("GET /slow ")) {
            Thread.sleep(1500);
            return (PID + " done\n").getBytes(StandardCharsets.US_ASCII);
        }
        return (PID + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void answer(OutputStream out, boolean keep, byte[] body) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n"
                + (keep ? "" : "Connection: close\r\n") + "\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** The next line without its end; empty at the end of the stream too. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c != -1; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
