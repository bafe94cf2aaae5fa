package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.AgentChannel;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections that one command uses, its own and those it has borrowed; any thread may end them all. Thread-safe. */
public final class Loans {
    private static final Loans NONE = new Loans(null);

    private final @Nullable KeptConnections kept;
    private final Set<Line> lines = new HashSet<>();
    private boolean over;

    Loans(@Nullable KeptConnections kept) {
        this.kept = kept;
    }

    /** Those of a command whose connections end with it. */
    public static Loans none() {
        return NONE;
    }

    Optional<Connected> take(Destination to) throws FailureException {
        Optional<Connected> taken = kept == null ? Optional.empty() : kept.take(to);
        if (taken.isPresent()) {
            begin(taken.get().line());
        }
        return taken;
    }

    /** From now on the line ends with this, until it is {@link #ended}. */
    void begin(Line line) throws FailureException {
        if (kept == null) {
            return;
        }
        synchronized (this) {
            if (!over) {
                lines.add(line);
                return;
            }
        }
        line.close();
        throw Failure.of(FailureCode.INTERRUPTED, "interrupted").asException();
    }

    synchronized void ended(Line line) {
        lines.remove(line);
    }

    /** Returns {@code channel} so that its end leaves the connection for the next who comes this way. */
    <T extends AgentChannel & Finishing> AgentChannel lend(Destination to, Connected connected, T channel) {
        KeptConnections keeper = kept;
        return keeper == null
                ? channel
                : new LentChannel(channel, isWhole -> {
                    ended(connected.line());
                    if (isWhole) {
                        keeper.put(to, connected);
                    }
                });
    }

    /** Ends every connection in use, and has no other opened. */
    public void end() {
        List<Line> open;
        synchronized (this) {
            over = true;
            open = List.copyOf(lines);
            lines.clear();
        }
        open.forEach(Line::close);
    }
}
