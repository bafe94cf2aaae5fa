package io.github.deployctl.e2e.matrix.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A kind of load: what is proven is that nothing is lost, not speed, so it is small. */
public enum Mode {
    /** Four clients that open a connection for each request. */
    PER_CONNECTION,
    /** Four clients that keep theirs for as long as the server does. */
    KEEP_ALIVE,
    /** Four clients that always have a request under way that takes a second and a half, and one that asks who answers new connections meanwhile. */
    SLOW;

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration AT_ONCE = Duration.ZERO;

    /** What one client does: its requests in turn, {@code interval} apart; the next follows the last answer at once where that is zero. */
    record Script(Mode mode, List<Ask> asks, boolean keepAlive, Duration interval) {}

    /** As the reports have it, {@code per-connection} say. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Script> scripts(Protocol protocol) {
        Script fresh = new Script(this, protocol.quick(), false, INTERVAL);
        Script kept = new Script(this, protocol.quick(), true, INTERVAL);
        Script slow = new Script(this, List.of(Ask.SLOW), false, AT_ONCE);
        Script slowKept = new Script(this, List.of(Ask.SLOW), true, AT_ONCE);
        Script watch = new Script(this, List.of(Ask.FAST), false, INTERVAL);
        return switch (this) {
            case PER_CONNECTION -> List.of(fresh, fresh, fresh, fresh);
            case KEEP_ALIVE -> List.of(kept, kept, kept, kept);
            case SLOW -> List.of(slow, slow, slowKept, slowKept, watch);
        };
    }
}
