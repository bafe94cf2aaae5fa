package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Connection;
import io.github.deployctl.agent.os.Connections;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.procfs.ProcTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the kernel by sock_diag(7), which needs no privilege. It may lack that (a module on some distributions), and a container's or a unit's filter may
 * refuse AF_NETLINK. A new socket each time: between two looks nothing is kept and nothing can be left over. Thread-safe.
 */
final class DiagConnections implements Connections {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int NETLINK_SOCK_DIAG = 4;
    /** The kernel puts at most so much into one datagram of a dump ({@code netlink_dump}). */
    private static final int BUFFER_BYTES = 32768;

    private static final String SUBJECT = "sock_diag";

    private final Libc libc;
    private final Fds fds;
    private final ProcTable table;
    private final NativeFunction socket;
    private final NativeFunction send;
    private final NativeFunction recv;

    DiagConnections(Libc libc, Fds fds, ProcTable table) {
        this.libc = libc;
        this.fds = fds;
        this.table = table;
        this.socket = libc.function("socket");
        this.send = libc.function("send");
        this.recv = libc.function("recv");
    }

    @Override
    public List<Connection> of(ProcessId process, Set<Integer> ports) throws OsException {
        Map<Long, Connection> found = new HashMap<>();
        for (int port : ports) {
            // What was accepted on an AF_INET6 listener is AF_INET6, from an IPv4 peer too.
            dump(Sockaddr.AF_INET6, port, found);
            dump(Sockaddr.AF_INET, port, found);
        }
        if (found.isEmpty()) {
            return List.of();
        }
        Set<Long> held = table.socketInodes(process);
        List<Connection> connections = new ArrayList<>();
        found.forEach((inode, connection) -> {
            if (held.contains(inode)) {
                connections.add(connection);
            }
        });
        return connections;
    }

    private void dump(int family, int port, Map<Long, Connection> found) throws OsException {
        try (PosixFd netlink = fds.own(socket.check(SUBJECT, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
                NativeMemory memory = new NativeMemory()) {
            // Nobody else has this descriptor. The kernel makes the answer within the calls, so none of them waits.
            int number = netlink.use(fd -> fd);
            byte[] request = DiagMessages.request(family, port);
            send.check(SUBJECT, number, memory.bytes(request), request.length, 0);
            long buffer = memory.allocate(BUFFER_BYTES);
            DiagMessages.Rest rest = DiagMessages.Rest.MORE;
            while (rest == DiagMessages.Rest.MORE) {
                int length = recv.check(SUBJECT, number, buffer, BUFFER_BYTES, 0);
                rest = DiagMessages.read(memory.get(buffer, length), found);
            }
        } catch (DiagMessages.Refused e) {
            throw libc.failure(SUBJECT, e.errno());
        }
    }
}
