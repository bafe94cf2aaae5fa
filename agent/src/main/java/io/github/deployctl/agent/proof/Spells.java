package io.github.deployctl.agent.proof;

/**
 * The spells in which an accept queue was not seen empty, from one look that found it empty to the next. Whatever waited in the queue came after the one and
 * was accepted before the other, so the longest spell bounds every wait. A look that comes late makes a long spell: what was not looked at is not claimed to have
 * been short. What had waited before the first look is counted from that look on. Times are in nanoseconds of a clock that only grows. For one thread at a time.
 */
final class Spells {
    private boolean begun;
    private boolean empty;
    private long lastEmpty;
    private long longest;

    /**
     * Notes a look.
     *
     * @param before when it began
     * @param after when it was over
     * @param waiting connections seen in the queue
     */
    void look(long before, long after, int waiting) {
        if (!begun) {
            begun = true;
            lastEmpty = before;
        }
        longest = Math.max(longest, after - lastEmpty);
        empty = waiting == 0;
        if (empty) {
            lastEmpty = before;
        }
    }

    /** Returns the longest spell; one that is not over is as long as it has been seen to be. */
    long longestNanos() {
        return longest;
    }

    /** Tells whether nothing waited at the last look. */
    boolean isEmpty() {
        return empty;
    }
}
