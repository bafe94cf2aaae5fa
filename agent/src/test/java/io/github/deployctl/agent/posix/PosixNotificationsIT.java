package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.os.Notifications;
import io.github.deployctl.agent.os.NotificationsContract;
import io.github.deployctl.agent.os.OsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixNotificationsIT extends NotificationsContract {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;

    private final Libc libc = new Libc();
    private final Fds fds = new Fds(libc);
    private final Notifications notifications = new PosixNotifications(libc, fds);

    @Override
    protected Notifications notifications() {
        return notifications;
    }

    @Override
    protected boolean send(Path path, String message) throws OsException {
        byte[] address = UnixAddress.encode(path.toString());
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (NativeMemory memory = new NativeMemory();
                PosixFd sender = fds.own(libc.function("socket").check("socket", AF_UNIX, SOCK_DGRAM, 0))) {
            return sender.use(number -> (int) libc.function("sendto")
                            .call(number, memory.bytes(bytes), bytes.length, 0, memory.bytes(address), address.length)
                    == bytes.length);
        }
    }

    @Test
    void onlyTheUserMaySend(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("notify.sock");
        try (Notifications.Socket socket = notifications.open(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            assertThat(socket).isNotNull();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void pathThatNoSocketCanHaveIsNamed(@TempDir Path folder) {
        Path path = folder.resolve("n".repeat(120));

        assertThatThrownBy(() -> notifications.open(path))
                .isInstanceOf(OsException.class)
                .hasMessageContaining("ENAMETOOLONG");
    }
}
