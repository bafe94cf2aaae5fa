package io.github.deployctl.cli.remote;

/** How fast a line has taken what was written to it lately. One thread writes, another asks. */
final class Pace {
    /** So many writes are looked at: what the buffers on the way take at once says nothing of the line. */
    private static final int WINDOW = 8;
    /** In bytes a second: half of what a processor packs of what is packed already, as most of a jar is. */
    private static final long SLOW = 30_000_000;

    private final long[] bytes = new long[WINDOW];
    private final long[] nanos = new long[WINDOW];
    private long totalBytes;
    private long totalNanos;
    private int writes;
    private volatile boolean slow;

    /** Takes note of a write. */
    void wrote(int count, long took) {
        int at = writes++ % WINDOW;
        totalBytes += count - bytes[at];
        totalNanos += took - nanos[at];
        bytes[at] = count;
        nanos[at] = took;
        slow = writes >= WINDOW && totalBytes * 1e9 < (double) SLOW * totalNanos;
    }

    /** Whether there is time to make what is sent shorter. */
    boolean isSlow() {
        return slow;
    }
}
