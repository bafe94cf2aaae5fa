package io.github.deployctl.agent.procfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The TCP sockets that a process holds, found by matching the inodes of its descriptors with those of its network namespace. The tables are read line by
 * line and never kept: on a busy host one would not fit the agent's heap.
 */
final class ProcSockets {
    private static final String PREFIX = "socket:[";

    private ProcSockets() {}

    /** @param folder {@code /proc/<pid>} */
    static List<TcpSocket> heldBy(Path folder) {
        // Descriptors first: a process without a socket then costs no look at a table that may hold thousands of
        // strangers' connections.
        Set<Long> inodes = inodes(folder);
        return inodes.isEmpty() ? List.of() : find(folder, socket -> inodes.contains(socket.inode()));
    }

    /** Returns the sockets of the process's network namespace that are wanted. */
    static List<TcpSocket> find(Path folder, Predicate<TcpSocket> wanted) {
        List<TcpSocket> found = new ArrayList<>();
        read(folder.resolve("net/tcp"), wanted, found);
        read(folder.resolve("net/tcp6"), wanted, found);
        return found;
    }

    static Set<Long> inodes(Path folder) {
        Set<Long> inodes = new HashSet<>();
        for (Path fd : ProcFiles.entries(folder.resolve("fd"))) {
            String target = target(fd);
            if (target.startsWith(PREFIX)) {
                inodes.add(ProcFiles.number(target.substring(PREFIX.length()), 0));
            }
        }
        return inodes;
    }

    /** Tells whether the process has one of the sockets open; it keeps nothing, since there may be thousands of processes with thousands each. */
    static boolean holdsAny(Path folder, Set<Long> inodes) {
        for (Path fd : ProcFiles.entries(folder.resolve("fd"))) {
            String target = target(fd);
            if (target.startsWith(PREFIX) && inodes.contains(ProcFiles.number(target.substring(PREFIX.length()), 0))) {
                return true;
            }
        }
        return false;
    }

    private static void read(Path table, Predicate<TcpSocket> wanted, List<TcpSocket> found) {
        try (BufferedReader reader = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                TcpSocket.parse(line).filter(wanted).ifPresent(found::add);
            }
        } catch (IOException e) {
            return; // The process ended, or the host has no IPv6: what was found until then is what there was.
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // Closed since the folder was read.
        }
    }
}
