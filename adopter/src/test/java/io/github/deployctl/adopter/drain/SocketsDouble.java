package io.github.deployctl.adopter.drain;

import java.io.FileDescriptor;

/** Sockets that say what they are told to. */
final class SocketsDouble implements Sockets {
    private final boolean ofListener;
    private boolean unread;

    /** Connections of users, of which all has been read. */
    SocketsDouble() {
        this(true);
    }

    private SocketsDouble(boolean ofListener) {
        this.ofListener = ofListener;
    }

    static SocketsDouble ofOthers() {
        return new SocketsDouble(false);
    }

    void setUnread(boolean unread) {
        this.unread = unread;
    }

    @Override
    public boolean isOfListener(FileDescriptor fd) {
        return ofListener;
    }

    @Override
    public boolean hasUnread(FileDescriptor fd) {
        return unread;
    }
}
