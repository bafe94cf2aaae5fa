package io.github.deployctl.adopter.transport;

import java.lang.instrument.Instrumentation;

/**
 * Says, once and on stderr, that a native transport which the app asked for was turned off.
 *
 * <p>{@link #look} may be called by any thread; {@link #run} is the control thread's, for to list the classes of a large app takes
 * milliseconds.
 */
public final class TransportNotice implements Runnable {
    private final NativeTransports transports;
    private final Instrumentation instrumentation;
    private volatile boolean isDue;
    private boolean isSaid;

    public TransportNotice(NativeTransports transports, Instrumentation instrumentation) {
        this.transports = transports;
        this.instrumentation = instrumentation;
    }

    /** The app has bound a listener, so it has chosen its transport: have {@link #run} look which. */
    public void look() {
        isDue = true;
    }

    @Override
    public void run() {
        if (!isDue || isSaid) {
            return;
        }
        isDue = false;
        String missed = transports.missed(instrumentation.getAllLoadedClasses());
        if (missed != null) {
            isSaid = true;
            System.err.println("deployctl-adopter: NIO is used instead of " + missed
                    + ": sockets of Netty's native transports cannot be handed over");
        }
    }
}
