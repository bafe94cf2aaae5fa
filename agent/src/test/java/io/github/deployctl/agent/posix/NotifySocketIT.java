package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.Notifications;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a service manager's socket arrives there; that it keeps descriptors is shown with a real one, end to end. */
class NotifySocketIT {
    private final Libc libc = new Libc();
    private final Fds fds = new Fds(libc);
    private final List<String> log = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void whatIsToldAndGivenIntoKeepingArrives() throws Exception {
        Path path = folder.resolve("notify");
        try (Notifications.Socket socket = new PosixNotifications(libc, fds).open(path);
                Kernel kernel = Kernel.modern(folder);
                Fd listener = kernel.listeners().openPrivate().fd()) {
            NotifySocket service = new NotifySocket(libc, fds, path.toString(), log::add);
            service.tell("READY=1\nSTATUS=ready to serve");
            service.keep("deployctl-8080", listener);
            service.release("deployctl-8080");

            assertThat(receive(socket)).isEqualTo("READY=1\nSTATUS=ready to serve");
            assertThat(receive(socket)).isEqualTo("FDSTORE=1\nFDNAME=deployctl-8080");
            assertThat(receive(socket)).isEqualTo("FDSTOREREMOVE=1\nFDNAME=deployctl-8080");
        }
        assertThat(log).isEmpty();
    }

    @Test
    void aInitSystemThatIsGoneIsSaidAndNotMissed() {
        NotifySocket service =
                new NotifySocket(libc, fds, folder.resolve("nobody").toString(), log::add);
        service.tell("READY=1");
        assertThat(log).hasSize(1);
        assertThat(log.get(0)).contains("the service manager does not hear", "ENOENT");
    }

    private static String receive(Notifications.Socket socket) throws Exception {
        return socket.receive(Duration.ofSeconds(5)).orElse("nothing");
    }
}
