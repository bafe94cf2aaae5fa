package io.github.deployctl.adopter.listener;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A listener that the agent handed over: the public socket that users reach, and a private one on loopback that only the agent
 * knows. Both fds stay open for the life of the JVM.
 *
 * @param host a literal address, or {@code *} for any
 */
public record Listener(String name, String host, int port, int publicFd, int privateFd) {
    private static final String ANY_HOST = "*";
    private static final String LITERAL_CHARACTERS = "0123456789abcdefABCDEF:.";

    /**
     * Reads {@code name host port publicFd privateFd}, separated by one space.
     *
     * @throws IllegalArgumentException if the entry does not read so
     */
    static Listener parse(String entry) {
        String[] fields = entry.split(" ", -1);
        if (fields.length != 5 || fields[0].isEmpty() || !isHost(fields[1])) {
            throw new IllegalArgumentException("not a listener: '" + entry + "'");
        }
        int port = number(fields[2], 1, entry);
        if (port > 65535) {
            throw new IllegalArgumentException("not a port: '" + entry + "'");
        }
        return new Listener(fields[0], fields[1], port, number(fields[3], 3, entry), number(fields[4], 3, entry));
    }

    boolean isForAnyHost() {
        return host.equals(ANY_HOST);
    }

    /** Whether the listener is bound to this very address. */
    boolean isFor(InetAddress address) {
        if (isForAnyHost()) {
            return false;
        }
        try {
            // No name is looked up: the host was seen to consist of the characters of a literal only.
            return InetAddress.getByName(host).equals(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The fd to serve on. */
    int fd(Serving serving) {
        return serving == Serving.PUBLIC ? publicFd : privateFd;
    }

    private static boolean isHost(String text) {
        if (text.equals(ANY_HOST)) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            if (LITERAL_CHARACTERS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.indexOf('.') > 0 || text.indexOf(':') >= 0;
    }

    private static int number(String text, int smallest, String entry) {
        int number;
        try {
            number = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number: '" + entry + "'", e);
        }
        if (number < smallest) {
            throw new IllegalArgumentException(text + " is too small: '" + entry + "'");
        }
        return number;
    }
}
