package io.github.deployctl.common.secret;

import java.util.Arrays;
import java.util.Collection;

/** Every run of {@link #LENGTH} characters of some texts, by hashes that roll. */
final class Windows {
    static final int LENGTH = 8;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final long LEAVING = leaving();
    /** Most of what is looked up is not there: so many bits say so without a search. */
    private static final int FILTER_BITS = 1 << 17;

    private final long[] hashes;
    private final long[] filter = new long[FILTER_BITS / Long.SIZE];

    private Windows(long[] hashes) {
        this.hashes = hashes;
        for (long hash : hashes) {
            int bit = bit(hash);
            filter[bit / Long.SIZE] |= 1L << bit;
        }
    }

    /** Takes those of {@code texts}. */
    static Windows of(Collection<String> texts) {
        Growing all = new Growing(new Windows(new long[0]));
        texts.forEach(all::add);
        return all.done();
    }

    boolean isEmpty() {
        return hashes.length == 0;
    }

    /** Is told where a run that is known ends. */
    interface Found {
        void until(int end);
    }

    void find(String text, Found found) {
        roll(text, (end, hash) -> {
            if (contains(hash)) {
                found.until(end);
            }
        });
    }

    private boolean contains(long hash) {
        int bit = bit(hash);
        return (filter[bit / Long.SIZE] & 1L << bit) != 0 && Arrays.binarySearch(hashes, hash) >= 0;
    }

    private interface Rolling {
        void at(int end, long hash);
    }

    private static void roll(String text, Rolling rolling) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = hash * FACTOR + text.charAt(i) + 1;
            if (i >= LENGTH) {
                hash -= LEAVING * (text.charAt(i - LENGTH) + 1);
            }
            if (i >= LENGTH - 1) {
                rolling.at(i + 1, hash);
            }
        }
    }

    /** Most begin with a letter or a digit, so this is quick. */
    private static boolean isOrnament(String text, int start) {
        for (int i = start; i < start + LENGTH; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.substring(start, start + LENGTH).chars().distinct().count() <= 2;
    }

    private static int bit(long hash) {
        return (int) (hash >>> 40) & FILTER_BITS - 1;
    }

    private static long leaving() {
        long power = 1;
        for (int i = 0; i < LENGTH; i++) {
            power *= FACTOR;
        }
        return power;
    }

    /**
     * Collects those of one text after another, but what is in {@code spared} too, and rules and rows of one sign or two, of which every table is full. It never
     * holds twice what there is: the agent has a small heap.
     */
    static final class Growing {
        private final Windows spared;
        private long[] sorted = {};

        Growing(Windows spared) {
            this.spared = spared;
        }

        void add(String text) {
            long[] fresh = new long[Math.max(0, text.length() - LENGTH + 1)];
            int[] count = {0};
            roll(text, (end, hash) -> {
                boolean isKnown = Arrays.binarySearch(sorted, hash) >= 0 || spared.contains(hash);
                if (!isKnown && !isOrnament(text, end - LENGTH)) {
                    fresh[count[0]++] = hash;
                }
            });
            if (count[0] > 0) {
                Arrays.sort(fresh, 0, count[0]);
                sorted = merged(sorted, fresh, distinct(fresh, count[0]));
            }
        }

        Windows done() {
            return new Windows(sorted);
        }

        /** Moves what is sorted together, each once, and returns how many there are. */
        private static int distinct(long[] some, int count) {
            int kept = 1;
            for (int i = 1; i < count; i++) {
                if (some[i] != some[i - 1]) {
                    some[kept++] = some[i];
                }
            }
            return kept;
        }

        private static long[] merged(long[] one, long[] other, int count) {
            long[] all = new long[one.length + count];
            int from = 0;
            int at = 0;
            for (int i = 0; i < count; i++) {
                while (from < one.length && one[from] < other[i]) {
                    all[at++] = one[from++];
                }
                all[at++] = other[i];
            }
            System.arraycopy(one, from, all, at, one.length - from);
            return all;
        }
    }
}
