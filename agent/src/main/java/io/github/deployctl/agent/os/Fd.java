package io.github.deployctl.agent.os;

/**
 * An open file descriptor that somebody owns. Closing twice does nothing. Every {@code Fd} is close-on-exec; a launch names those that its child gets.
 */
public interface Fd extends AutoCloseable {
    /** Returns the number of the file behind it (stat(2)), by which two processes' descriptors are told to be the same socket. */
    long inode() throws OsException;

    @Override
    void close();
}
