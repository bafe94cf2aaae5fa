package io.github.deployctl.agent.os;

/** A descriptor of an imagined socket. */
public final class FakeFd implements Fd {
    private final long inode;
    private final Runnable onClose;
    private boolean open = true;

    FakeFd(long inode, Runnable onClose) {
        this.inode = inode;
        this.onClose = onClose;
    }

    public boolean isOpen() {
        return open;
    }

    @Override
    public long inode() throws OsException {
        if (!open) {
            throw new OsException("use of a closed fd", "EBADF", "Bad file descriptor");
        }
        return inode;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            onClose.run();
        }
    }

    @Override
    public String toString() {
        return (open ? "fd of socket " : "closed fd of socket ") + inode;
    }
}
