package io.github.deployctl.adopter.drain;

import java.io.FileDescriptor;

/** Sockets that say what they are told to. */
final class SocketsDouble implements Sockets {
    private final boolean ofListener;
    private boolean unread;
    private boolean failing;

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

    /** Connections of users about which nothing more can be asked. */
    static SocketsDouble thatFail() {
        SocketsDouble sockets = new SocketsDouble(true);
        sockets.failing = true;
        return sockets;
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
        if (failing) {
            throw new IllegalStateException("asked");
        }
        return unread;
    }
}
