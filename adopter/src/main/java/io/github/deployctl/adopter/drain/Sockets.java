package io.github.deployctl.adopter.drain;

import java.io.FileDescriptor;

/** What can be asked about a socket of the app. Never throws. */
public interface Sockets {
    /** Whether it is a connection that a user has opened, as opposed to one to a database or another service. */
    boolean isOfListener(FileDescriptor fd);

    /** Whether bytes wait in it for the app to read them. */
    boolean hasUnread(FileDescriptor fd);
}
