package io.github.deployctl.adopter.asked;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each path was asked for, of those that are asked for often. Its size is bounded whatever is asked. Safe for all threads. */
final class PathCounts {
    /** How many paths are remembered at a time. */
    static final int ROOM = 500;

    /** What was asked for more seldom was not asked for by many: it may be one user's own. */
    static final int LEAST = 5;

    /** How many are told. */
    static final int MOST_TOLD = 20;

    private final Map<String, Integer> counts = new HashMap<>();

    /** A path and how often it was asked for. */
    record Count(String path, int times) {}

    /** Where there is no room for a path that is new, all counts are halved and what was asked for once is forgotten. */
    synchronized void add(String path) {
        if (counts.size() >= ROOM && !counts.containsKey(path)) {
            counts.replaceAll((known, times) -> times / 2);
            counts.values().removeIf(times -> times == 0);
            if (counts.size() >= ROOM) {
                return;
            }
        }
        counts.merge(path, 1, (times, one) -> times == Integer.MAX_VALUE ? times : times + one);
    }

    /** Returns how many paths are remembered. */
    synchronized int size() {
        return counts.size();
    }

    /** Returns the most asked for first. */
    synchronized List<Count> most() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST)
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Count::times).reversed().thenComparing(Count::path))
                .limit(MOST_TOLD)
                .toList();
    }
}
