package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.os.OsException;
import java.util.concurrent.TimeUnit;

/** Has the agent that is installed now take this one's place: what was noted so far, and the listeners, are all that it needs. For the owner thread. */
final class Upgrade {
    private final Surroundings around;
    private final PublicListeners listeners;
    private final Interlude interlude;

    Upgrade(Surroundings around, PublicListeners listeners, Interlude interlude) {
        this.around = around;
        this.listeners = listeners;
        this.interlude = interlude;
    }

    /**
     * Returns only by throwing.
     *
     * @throws OsException when it cannot; then nothing has changed
     */
    void giveWay() throws OsException {
        around.faults().pass("upgrade-begun");
        // The time is CLOCK_MONOTONIC's (sd_notify(3)), which is what the JVM's nanoTime reads on Linux.
        around.service()
                .tell("RELOADING=1\nMONOTONIC_USEC="
                        + TimeUnit.NANOSECONDS.toMicros(around.loop().nanos()));
        around.faults().pass("upgrade-announced");
        interlude.pause();
        try {
            around.successor().takeOver(listeners.named());
        } finally {
            interlude.attendAgain();
            around.service().tell("READY=1");
        }
    }
}
