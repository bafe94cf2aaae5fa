package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.LostException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/** Everything that is open on the way to one host. Thread-safe; what is brought to a line that is cut is closed at once. */
final class Line implements AutoCloseable {
    private final List<Closeable> waits = new ArrayList<>();
    private final List<SSHClient> clients = new ArrayList<>();
    private boolean cut;
    private @Nullable Deadline silence;

    /** Takes charge of something that is waited on; closing it must end the wait, and not block. */
    <T extends Closeable> T keep(T wait) throws IOException {
        synchronized (this) {
            if (!cut) {
                waits.add(wait);
                return wait;
            }
        }
        wait.close();
        throw new IOException("ended from this side");
    }

    synchronized void keep(SSHClient client) {
        clients.add(client);
    }

    /** Whoever is at the end of a connection on this way has answered no keep-alive until {@code deadline}. The first counts: what lies behind it is lost with it. */
    synchronized void fellSilent(Deadline deadline) {
        if (silence == null) {
            silence = deadline;
        }
    }

    /** Returns what to tell a user of a read or a write that ended with {@code e}, which is that itself where nothing more is known. */
    synchronized IOException explain(IOException e) {
        return silence == null ? e : new LostException("no keep-alive was answered within " + silence);
    }

    synchronized boolean isCut() {
        return cut;
    }

    /** Ends every wait, the nearest first, since whatever lies behind it ends with it. */
    void cut() {
        List<Closeable> open;
        synchronized (this) {
            cut = true;
            open = List.copyOf(waits);
            waits.clear();
        }
        open.forEach(Line::close);
    }

    /**
     * Closes the sockets first: sshj's own way waits for the peer's answer, up to half a minute, and for a writer that is stuck. Whatever had to arrive
     * has been answered by then.
     */
    @Override
    public void close() {
        cut();
        List<SSHClient> open;
        synchronized (this) {
            open = List.copyOf(clients);
            clients.clear();
        }
        open.forEach(Line::close);
    }

    private static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException | RuntimeException e) {
            // The peer is gone, which is what was wanted. sshj's buffers overrun where the channel under a connection
            // dies
            // while that connection says good-bye.
        }
    }
}
