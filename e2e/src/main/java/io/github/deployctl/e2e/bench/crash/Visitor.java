package io.github.deployctl.e2e.bench.crash;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Two clients that ask for a page again and again, on a new connection each time, and note what they did not get. Waiting is no loss up to the deadline. */
final class Visitor implements AutoCloseable {
    private static final int CLIENTS = 2;
    private static final int PATIENCE_MILLIS = 40_000;
    private static final int PAUSE_MILLIS = 30;
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress target;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    Visitor(int port) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < CLIENTS; i++) {
            Thread thread = new Thread(this::run, "visitor");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Lets the requests under way finish. */
    @Override
    public void close() {
        stop.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns what is the matter with what they got. For after {@link #close}. */
    List<String> complaints(boolean appDied) {
        List<String> complaints = new ArrayList<>(refused);
        // A request that a killed process had begun is gone with it, one a client.
        if (!appDied || broken.size() > CLIENTS) {
            complaints.addAll(broken);
        }
        return complaints;
    }

    private void run() {
        try {
            while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                visit();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit() {
        try (Socket socket = new Socket()) {
            socket.connect(target, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(REQUEST);
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200 ") || !answer.contains("\r\n\r\ndemo ")) {
                note(broken, "a request got " + (answer.isEmpty() ? "nothing" : answer));
            }
        } catch (ConnectException | SocketTimeoutException e) {
            note(refused, "a client was refused or waited too long: " + e.getMessage());
        } catch (IOException e) {
            note(broken, "a request broke: " + e.getMessage());
        }
    }

    private static void note(List<String> where, String what) {
        synchronized (where) {
            where.add(what);
        }
    }
}
