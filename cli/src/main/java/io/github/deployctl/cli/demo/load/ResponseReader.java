package io.github.deployctl.cli.demo.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 response to its announced end. An answer whose end is not announced, by length or by chunks, is refused, for a close could not be told from
 * a cut; unless the caller knows the body and will see a cut by itself.
 */
final class ResponseReader {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3})(?: .*)?");
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_BODY = 16 * 1024 * 1024;

    private final InputStream in;
    private final boolean closeMayEnd;

    ResponseReader(InputStream in, boolean closeMayEnd) {
        this.in = in;
        this.closeMayEnd = closeMayEnd;
    }

    Response read() throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new LossException(Loss.RESET, "closed without an answer");
        }
        String statusLine = (char) first + line();
        Matcher status = STATUS_LINE.matcher(statusLine);
        if (!status.matches()) {
            throw new LossException(Loss.BAD_STATUS, "no status line: " + printable(statusLine));
        }
        Map<String, String> headers = headers();
        String body = new String(body(headers), StandardCharsets.UTF_8);
        boolean close = isClosing(headers);
        return new Response(Integer.parseInt(status.group(1)), body, close);
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new LossException(Loss.BAD_STATUS, "no header: " + printable(line));
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim(),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        if (length == null && closeMayEnd && isClosing(headers)) {
            // RFC 9112, 6.3, the last case.
            return in.readAllBytes();
        }
        if (length == null) {
            throw new LossException(Loss.TRUNCATED, "the end of the answer is not announced");
        }
        return exactly(number(length, 10));
    }

    private static boolean isClosing(Map<String, String> headers) {
        return headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = number(line(), 16); size > 0; size = number(line(), 16)) {
            body.write(exactly(size));
            endOfLine();
        }
        endOfLine();
        return body.toByteArray();
    }

    private void endOfLine() throws IOException {
        String rest = line();
        if (!rest.isEmpty()) {
            throw new LossException(Loss.WRONG_BODY, "a chunk is longer than it says: " + printable(rest));
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        int have = 0;
        while (have < length) {
            int n = in.read(bytes, have, length - have);
            if (n < 0) {
                throw new LossException(Loss.TRUNCATED, "closed after " + have + " of " + length + " bytes");
            }
            have += n;
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new LossException(Loss.TRUNCATED, "closed within the answer's head or framing");
            }
            if (line.length() == LONGEST_LINE) {
                throw new LossException(Loss.BAD_STATUS, "a line longer than " + LONGEST_LINE + " bytes");
            }
            line.append((char) b);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private static int number(String text, int radix) throws LossException {
        try {
            int number = Integer.parseInt(text.trim(), radix);
            if (number >= 0 && number <= LONGEST_BODY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one refusal below.
        }
        throw new LossException(Loss.BAD_STATUS, "no usable length: " + printable(text));
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.substring(0, Math.min(clean.length(), 60));
    }
}
