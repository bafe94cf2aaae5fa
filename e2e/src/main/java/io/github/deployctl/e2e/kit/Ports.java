package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback. */
public final class Ports {
    /** Below the range that Linux takes for outgoing connections (ip_local_port_range starts at 32768), or a load client could take one in between. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    /** Those that were given to somebody in this JVM, who need not have bound them yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** Returns a port that nobody holds and nobody here was given, the next one free too. */
    public static int free() {
        while (true) {
            // Pairs, so that nobody's port is another's next one.
            int port = 2 * ThreadLocalRandom.current().nextInt(LOWEST / 2, HIGHEST / 2);
            if (isFree(port) && isFree(port + 1) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
