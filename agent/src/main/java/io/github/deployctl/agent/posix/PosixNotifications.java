package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Notifications;
import io.github.deployctl.agent.os.OsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/** Unix datagram sockets, which the JDK does not have. Who may send is decided by the mode of the socket's file (unix(7)). Thread-safe. */
final class PosixNotifications implements Notifications {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;

    private final Fds fds;
    private final NativeFunction socket;
    private final NativeFunction bind;
    private final NativeFunction poll;
    private final NativeFunction recv;

    PosixNotifications(Libc libc, Fds fds) {
        this.fds = fds;
        this.socket = libc.function("socket");
        this.bind = libc.function("bind");
        this.poll = libc.function("poll");
        this.recv = libc.function("recv");
    }

    @Override
    public Socket open(Path path) throws OsException {
        byte[] address = UnixAddress.encode(path.toString());
        PosixFd fd = fds.own(socket.check("socket " + path, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        try (NativeMemory memory = new NativeMemory()) {
            Files.deleteIfExists(path);
            fd.use(number -> bind.check("bind " + path, number, memory.bytes(address), address.length));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new Opened(path, fd);
        } catch (OsException e) {
            fd.close();
            throw e;
        } catch (IOException e) {
            fd.close();
            throw new OsException("bind " + path, "EIO", String.valueOf(e.getMessage()));
        }
    }

    private final class Opened implements Socket {
        private static final int LONGEST_MESSAGE = 4096;
        private static final int POLLFD_BYTES = 8;
        private static final int POLLIN = 1;
        private static final int MSG_DONTWAIT = 0x40;

        private final Path path;
        private final PosixFd fd;

        Opened(Path path, PosixFd fd) {
            this.path = path;
            this.fd = fd;
        }

        @Override
        public Optional<String> receive(Duration patience) throws OsException {
            return fd.use(number -> receive(number, patience));
        }

        private Optional<String> receive(int number, Duration patience) throws OsException {
            try (NativeMemory memory = new NativeMemory()) {
                byte[] wanted = new byte[POLLFD_BYTES];
                for (int i = 0; i < Integer.BYTES; i++) {
                    wanted[i] = (byte) (number >>> (Byte.SIZE * i));
                }
                wanted[Integer.BYTES] = POLLIN;
                if (poll.check("poll " + path, memory.bytes(wanted), 1, patience.toMillis()) == 0) {
                    return Optional.empty();
                }
                long buffer = memory.allocate(LONGEST_MESSAGE);
                int length = recv.check("recv " + path, number, buffer, LONGEST_MESSAGE, MSG_DONTWAIT);
                return Optional.of(new String(memory.get(buffer, length), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {
            fd.close();
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // The next one of this name takes its place.
            }
        }
    }
}
