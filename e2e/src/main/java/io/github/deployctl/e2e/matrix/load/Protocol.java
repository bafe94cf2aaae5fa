package io.github.deployctl.e2e.matrix.load;

import java.util.List;
import java.util.Locale;

/** How an app is asked. */
public enum Protocol {
    HTTP1,
    /** HTTP/1.1 from files: nothing that could be slow or could echo. */
    STATIC,
    GRPC;

    /** Reads the name in {@code cell.properties}. */
    public static Protocol parse(String name) {
        return valueOf(name.trim().toUpperCase(Locale.ROOT));
    }

    /** The requests that are answered at once, which clients send in turn. */
    List<Ask> quick() {
        return this == STATIC ? List.of(Ask.FAST) : List.of(Ask.FAST, Ask.ECHO);
    }

    public boolean hasSlow() {
        return this != STATIC;
    }
}
