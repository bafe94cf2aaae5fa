package io.github.deployctl.adopter;

import io.github.deployctl.adopter.drain.Sockets;
import io.github.deployctl.adopter.hook.JdkInternals;
import io.github.deployctl.adopter.listener.Listeners;
import java.io.FileDescriptor;
import java.io.IOException;

/** Tells the connections that users opened from all others that an app has: to its database, to other services. */
final class ListenerConnections implements Sockets {
    private final JdkInternals internals;
    private final Listeners listeners;

    ListenerConnections(JdkInternals internals, Listeners listeners) {
        this.internals = internals;
        this.listeners = listeners;
    }

    @Override
    public boolean isOfListener(FileDescriptor fd) {
        try {
            return listeners.hasPort(internals.localPort(fd));
        } catch (IOException | RuntimeException e) {
            // Closed meanwhile, or no socket.
            return false;
        }
    }

    @Override
    public boolean hasUnread(FileDescriptor fd) {
        try {
            return internals.available(fd) > 0;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
