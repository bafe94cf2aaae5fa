package io.github.deployctl.agent.launch;

import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One readiness request to a candidate's private listener, or to an address of its own, over HTTP/1.1 (RFC 9112). The JDK's clients are left out: one starts threads and costs several
 * MiB in an agent that is measured by its memory, the other cannot set the Host header.
 */
final class HttpProbe {
    /** For the connect and for each read, in milliseconds. */
    private static final int TIMEOUT_MILLIS = 2_000;

    /** So much of the answer is read that a small one is taken whole and the server sees an orderly end. */
    private static final int LONGEST_ANSWER = 1 << 16;

    private static final Pattern LENGTH = Pattern.compile("(?i)\\r\\ncontent-length:[ \\t]*(\\d{1,9})");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\\r\\ntransfer-encoding:[^\\r\\n]*chunked");
    /** Such a response ends with its head (RFC 9112, 6.3). */
    private static final Pattern BODILESS = Pattern.compile("HTTP/1\\.[01] (?:204|304) ");

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    private final ReadyCheck.HttpProbe check;
    private final InetSocketAddress address;
    private final String where;

    private HttpProbe(ReadyCheck.HttpProbe check, InetSocketAddress address, String where) {
        this.check = check;
        this.address = address;
        this.where = where;
    }

    /** Asks a private listener. */
    static HttpProbe ofListener(ReadyCheck.HttpProbe check, int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new HttpProbe(check, address, "the candidate's private port " + port);
    }

    /** Asks where the app itself listens. */
    static HttpProbe ofAddress(ReadyCheck.HttpProbe check, ProbeAddress own) {
        // A literal, so nothing is resolved.
        return new HttpProbe(check, new InetSocketAddress(own.host(), own.port()), "the candidate's address " + own);
    }

    /** Asks whoever accepts on a public listener. */
    static HttpProbe ofPublic(ReadyCheck.HttpProbe check, ListenAddress listener) {
        InetSocketAddress address = listener.isAnyAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port())
                : new InetSocketAddress(listener.host(), listener.port());
        return new HttpProbe(check, address, "the public address " + listener);
    }

    /**
     * Asks once.
     *
     * @param longest for the whole answer once it is connected, however steadily it comes
     */
    Answer ask(Duration longest) {
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            long deadline = System.nanoTime() + longest.toNanos();
            Optional<String> answer = readAnswer(socket, deadline);
            return answer.map(this::judge)
                    .orElseGet(() -> new Answer(false, "began an answer and did not end it in time, as a stream does"));
        } catch (IOException e) {
            return new Answer(false, "gave no answer (" + e.getMessage() + ")");
        }
    }

    /** Says what is asked, for an error message. */
    String describe() {
        return "GET " + check.path() + " on " + where;
    }

    private String request() {
        String host = check.host() == null ? "localhost" : check.host();
        return "GET " + check.path() + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: deployctl-agent\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    private Answer judge(String answer) {
        String first = answer.lines().findFirst().orElse("");
        Matcher status = STATUS_LINE.matcher(first);
        if (!status.matches()) {
            return new Answer(
                    false, first.isEmpty() ? "closed the connection without an answer" : "did not answer in HTTP/1.1");
        }
        int code = Integer.parseInt(status.group(1));
        return new Answer(check.status().includes(code), "answered " + code + ", wanted " + check.status());
    }

    /**
     * Reads the whole answer, so that the server sees an orderly end; not until it closes, for it may keep the connection whatever it was asked. Returns nothing
     * where it goes on past {@code deadline}, as a stream of events does.
     */
    private static Optional<String> readAnswer(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[LONGEST_ANSWER];
        int length = 0;
        String answer = "";
        while (length < buffer.length && !isWhole(answer)) {
            if (deadline - System.nanoTime() <= 0) {
                return Optional.empty();
            }
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                break;
            }
            length += count;
            answer = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        }
        return Optional.of(answer);
    }

    private static boolean isWhole(String answer) {
        int head = answer.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        Matcher length = LENGTH.matcher(answer).region(0, head);
        if (length.find()) {
            return answer.length() - head - 4 >= Integer.parseInt(length.group(1));
        }
        return CHUNKED.matcher(answer).region(0, head).find()
                ? answer.endsWith("0\r\n\r\n")
                : BODILESS.matcher(answer).lookingAt();
    }

    /**
     * What came back.
     *
     * @param text continues "GET /path ..."
     */
    record Answer(boolean ready, String text) {}
}
