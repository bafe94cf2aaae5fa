package io.github.deployctl.e2e.apps.asyncchannel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request that is there as a whole. */
record Request(String target, byte[] body) {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)");

    /** Takes the first request out of what was received, if all of it is there. */
    static Optional<Request> first(ByteBuffer received) {
        String text = new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n") + 4;
        if (head < 4) {
            return Optional.empty();
        }
        Matcher length = LENGTH.matcher(text.substring(0, head));
        int end = head + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        if (received.position() < end) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(received.array(), head, end);
        received.flip().position(end);
        received.compact();
        return Optional.of(new Request(text.split(" ", 3)[1], body));
    }
}
