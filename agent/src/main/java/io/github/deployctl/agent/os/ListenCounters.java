package io.github.deployctl.agent.os;

/**
 * What the kernel has dropped of connection attempts, counted since boot for all listening sockets of a network namespace ({@code TcpExt} in
 * {@code /proc/net/netstat}, proc(5)). Unsigned; they start again at zero after the largest number their kernel can hold.
 *
 * @param overflows because an accept queue was full
 * @param drops for any reason, those of {@code overflows} included
 */
public record ListenCounters(long overflows, long drops) {
    private static final long UINT_RANGE = 1L << 32;

    /** Returns what has come to {@code before} since. */
    public ListenCounters since(ListenCounters before) {
        return new ListenCounters(difference(before.overflows, overflows), difference(before.drops, drops));
    }

    private static long difference(long before, long after) {
        boolean wrappedAt32Bits =
                Long.compareUnsigned(after, before) < 0 && Long.compareUnsigned(before, UINT_RANGE) < 0;
        return wrappedAt32Bits ? after + UINT_RANGE - before : after - before;
    }
}
