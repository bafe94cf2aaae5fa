package io.github.deployctl.agent.os;

import java.io.IOException;

/** A system call that failed, as {@code bind [::]:80: EACCES (Permission denied)}. */
public final class OsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String errno;

    /**
     * @param call what was asked, with its subject: {@code bind [::]:80}
     * @param errno the symbolic name, {@code EACCES}
     * @param text what strerror(3) says
     */
    public OsException(String call, String errno, String text) {
        super(call + ": " + errno + " (" + text + ")");
        this.errno = errno;
    }

    /** Returns the symbolic name, {@code EADDRINUSE} say. */
    public String errno() {
        return errno;
    }
}
