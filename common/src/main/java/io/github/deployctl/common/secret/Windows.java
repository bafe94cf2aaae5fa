package io.github.deployctl.common.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;

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

    /** Takes those of {@code texts}, but what is in {@code spared} too, and rules and rows of one sign or two, of which every table is full. */
    static Windows of(Collection<String> texts, Collection<String> spared) {
        Windows public_ = spared.isEmpty() ? new Windows(new long[0]) : of(spared, List.of());
        List<long[]> all = new ArrayList<>();
        int count = 0;
        for (String text : texts) {
            Collected collected = new Collected(Math.max(0, text.length() - LENGTH + 1));
            roll(text, (end, hash) -> {
                if (!public_.contains(hash) && !isOrnament(text, end - LENGTH)) {
                    collected.accept(hash);
                }
            });
            all.add(collected.all());
            count += collected.count;
        }
        long[] hashes = new long[count];
        int at = 0;
        for (long[] each : all) {
            System.arraycopy(each, 0, hashes, at, each.length);
            at += each.length;
        }
        return new Windows(Arrays.stream(hashes).sorted().distinct().toArray());
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

    private static boolean isOrnament(String text, int start) {
        long kinds = text.substring(start, start + LENGTH).chars().distinct().count();
        return kinds <= 2 && text.substring(start, start + LENGTH).chars().noneMatch(Character::isLetterOrDigit);
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

    private static final class Collected implements LongConsumer {
        private final long[] room;
        private int count;

        Collected(int most) {
            room = new long[most];
        }

        @Override
        public void accept(long hash) {
            room[count++] = hash;
        }

        long[] all() {
            return Arrays.copyOf(room, count);
        }
    }
}
