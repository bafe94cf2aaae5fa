package io.github.deployctl.agent.maintenance;

import io.github.deployctl.agent.os.Fd;
import java.time.Duration;
import java.util.List;

/** Answers on listeners in the place of whoever shares them. For one thread; the answering is done on another. */
public interface Doorkeeper {
    /**
     * A listener.
     *
     * @param http whether callers are answered; else their connections are closed
     */
    record Door(Fd listener, boolean http) {}

    /** From now on accepts on these and no others, within {@link #NOTICE}. Whom it has accepted before is served to the end. Takes none of the descriptors. */
    void attend(List<Door> doors, Answers answers);

    /** Accepts on none from now on, and waits, at most so long, until all are served to the end. */
    void rest(Duration most) throws InterruptedException;

    /** So soon a change is noticed. */
    Duration NOTICE = Duration.ofMillis(50);
}
