package io.github.deployctl.adopter.drain;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Plays a drain through with a connection that is none: what a drain needs is loaded and linked then, before users wait for it. The first drain of a JVM took 10
 * ms of each connection's next request without this.
 */
public final class Rehearsal {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private Rehearsal() {}

    /** Returns what the client of that connection would have been sent. */
    public static String play() {
        Responses responses = new Responses(new Nobody(), on -> {});
        FileDescriptor none = new FileDescriptor();
        responses.begin();
        responses.accept(none, bytes(REQUEST));
        ByteBuffer[] planned = responses.apply(none, bytes(RESPONSE));
        StringBuilder sent = new StringBuilder();
        for (ByteBuffer part : planned == null ? new ByteBuffer[0] : planned) {
            sent.append(StandardCharsets.US_ASCII.decode(part.duplicate()));
        }
        responses.applyAsLong(none, (long) sent.length());
        responses.end();
        return sent.toString();
    }

    private static ByteBuffer[] bytes(String text) {
        return new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))};
    }

    private static final class Nobody implements Sockets {
        @Override
        public boolean isOfListener(FileDescriptor fd) {
            return true;
        }

        @Override
        public boolean hasUnread(FileDescriptor fd) {
            return false;
        }
    }
}
