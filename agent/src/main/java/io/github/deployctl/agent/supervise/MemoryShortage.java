package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.MemoryRoom;
import java.util.Locale;
import java.util.Optional;

/** Tells when memory is so short that a standby, which is a luxury, harms what serves. */
final class MemoryShortage {
    /** Of a limit, in percent, that must be left: under it the kernel is busy taking pages back, and the next growth of a heap may find none. */
    static final int LEAST_LEFT_PERCENT = 5;

    /** A tighter limit than 320 MB needs so much at least: what a JVM under load can ask for between two looks. */
    static final long LEAST_LEFT = 16L << 20;

    /** A wider one than 5 GB needs no more than that for it, however large the host is. */
    static final long MOST_LEFT = 256L << 20;

    /**
     * The share of the last ten seconds, in percent, in which some process waited for memory ({@code some avg10}). A host that has enough shows none; at a
     * tenth requests are already late, and what kills processes for it usually begins at three to six tenths.
     */
    static final double MOST_STALLED_PERCENT = 10;

    private MemoryShortage() {}

    /** Returns what is short, in words, if something is. */
    static Optional<String> of(Host host) {
        for (MemoryRoom room : host.memory()) {
            long least = Math.max(LEAST_LEFT, Math.min(MOST_LEFT, room.limit() / 100 * LEAST_LEFT_PERCENT));
            if (room.left() < least) {
                return Optional.of(
                        mebibytes(room.left()) + " of " + mebibytes(room.limit()) + " are left of " + room.name());
            }
        }
        double stalled = host.memoryStall();
        return stalled <= MOST_STALLED_PERCENT
                ? Optional.empty()
                : Optional.of(
                        String.format(Locale.ROOT, "processes waited for memory in %.0f %% of the last 10 s", stalled));
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
