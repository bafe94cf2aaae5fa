package io.github.deployctl.adopter.drain;

import java.util.ArrayList;
import java.util.List;

/** How a client cuts what it has got into messages. Knows nothing of what the server side did; fails on anything but HTTP/1.1. */
final class Client {
    private final String text;
    private int position;

    Client(String text) {
        this.text = text;
    }

    /** One message. The fields are without {@code Connection}, whose values stand apart. */
    record Message(String statusLine, List<String> fields, List<String> connection, String body) {
        Message withoutConnection() {
            return new Message(statusLine, fields, List.of(), body);
        }

        long closes() {
            return connection.stream().filter("close"::equals).count();
        }
    }

    boolean hasMore() {
        return position < text.length();
    }

    /** The next message, interim ones included. */
    Message next(boolean isForHead) {
        String statusLine = line();
        if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9][0-9] .*")) {
            throw new AssertionError("no status line: " + statusLine);
        }
        List<String> fields = new ArrayList<>();
        List<String> connection = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.startsWith("Connection: ")) {
                connection.add(line.substring("Connection: ".length()));
            } else {
                fields.add(line);
            }
        }
        boolean hasBody = !isForHead && statusLine.startsWith("HTTP/1.1 2") && !statusLine.contains("204");
        return new Message(statusLine, fields, connection, hasBody ? body(fields) : "");
    }

    private String body(List<String> fields) {
        for (String field : fields) {
            if (field.startsWith("Content-Length: ")) {
                return take(Integer.parseInt(field.substring("Content-Length: ".length())));
            }
        }
        StringBuilder body = new StringBuilder();
        int size;
        do {
            size = Integer.parseInt(line(), 16);
            body.append(take(size));
            if (!line().isEmpty()) {
                throw new AssertionError("a chunk of another size");
            }
        } while (size > 0);
        return body.toString();
    }

    private String line() {
        int end = text.indexOf("\r\n", position);
        String line = text.substring(position, end);
        position = end + 2;
        return line;
    }

    private String take(int length) {
        String taken = text.substring(position, position + length);
        position += length;
        return taken;
    }
}
