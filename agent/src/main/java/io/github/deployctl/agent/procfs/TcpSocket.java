package io.github.deployctl.agent.procfs;

import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code /proc/net/tcp} or {@code tcp6} (proc(5)), of a socket that listens or is connected.
 *
 * @param inode of the socket; 0 when no process holds it any more
 */
record TcpSocket(Endpoint local, State state, long inode) {
    private static final int PORT_DIGITS = 4;
    private static final int WORD = 8;

    /** The states that matter here; the table holds many more sockets, most of them in TIME_WAIT on a busy host. */
    enum State {
        CONNECTED,
        LISTENING
    }

    /** Returns nothing for a socket in another state, and for the line of titles. */
    static Optional<TcpSocket> parse(String line) {
        // sl: local-address:port remote-address:port state tx:rx timer:when retransmits uid timeout inode ...
        int local = line.indexOf(':') + 2;
        int colon = line.indexOf(':', local);
        int remote = colon + 1 + PORT_DIGITS + 1;
        int stateAt = remote + (colon - local) + 1 + PORT_DIGITS + 1;
        if (colon < 0 || line.length() < stateAt + 2 || (colon - local) % WORD != 0) {
            return Optional.empty();
        }
        State state = state(line.substring(stateAt, stateAt + 2));
        StringTokenizer rest = new StringTokenizer(line.substring(stateAt + 2));
        if (state == null || rest.countTokens() < 6) {
            return Optional.empty();
        }
        for (int skipped = 0; skipped < 5; skipped++) {
            rest.nextToken();
        }
        int port = Integer.parseInt(line.substring(colon + 1, colon + 1 + PORT_DIGITS), 16);
        Endpoint endpoint = Endpoint.of(bytes(line.substring(local, colon)), port);
        return Optional.of(new TcpSocket(endpoint, state, ProcFiles.number(rest.nextToken(), 0)));
    }

    boolean isListening() {
        return state == State.LISTENING;
    }

    boolean isConnected() {
        return state == State.CONNECTED;
    }

    private static @Nullable State state(String number) {
        return switch (number) {
            // ESTABLISHED, and CLOSE_WAIT: there only the other side has said that it sends no more, and the response
            // may be under way.
            case "01", "08" -> State.CONNECTED;
            case "0A" -> State.LISTENING;
            default -> null;
        };
    }

    /** Decodes an address, which is written as one or four 32-bit words in the byte order of the machine, a little-endian one. */
    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int word = 0; word < hex.length(); word += WORD) {
            int value = Integer.parseUnsignedInt(hex.substring(word, word + WORD), 16);
            for (int i = 0; i < 4; i++) {
                bytes[word / 2 + i] = (byte) (value >>> (i * 8));
            }
        }
        return bytes;
    }
}
