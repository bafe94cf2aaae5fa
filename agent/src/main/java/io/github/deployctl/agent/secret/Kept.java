package io.github.deployctl.agent.secret;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code secrets.json}.
 *
 * @param set by name, in the order in which they were first set
 * @param retired values that were replaced or forgotten, the last first: processes that still run, and logs, may have them
 */
record Kept(List<Entry> set, List<String> retired) {
    static final Kept NONE = new Kept(List.of(), List.of());

    /** As many as generations' logs that are kept. */
    private static final int MOST_RETIRED = 20;
    /** All of them together, in characters of Base64. */
    private static final int LARGEST_RETIRED = 12 << 10;

    Kept {
        set = List.copyOf(set);
        retired = retired == null ? List.of() : List.copyOf(retired);
    }

    /** One that is set. */
    record Entry(Secret secret, String revision, Instant at, String by) {
        Entry {
            requireNonNull(secret, "secret");
            requireNonNull(revision, "revision");
            requireNonNull(at, "at");
            requireNonNull(by, "by");
        }
    }

    Optional<Entry> find(String name) {
        return set.stream().filter(entry -> entry.secret().name().equals(name)).findFirst();
    }

    /** Returns how much is set, in characters of Base64. */
    long size() {
        return set.stream()
                .mapToLong(entry -> entry.secret().content().length())
                .sum();
    }

    Kept with(Entry entry) {
        Kept others = find(entry.secret().name())
                .filter(old -> !old.secret().equals(entry.secret()))
                .map(old -> retire(old.secret()))
                .orElse(this);
        List<Entry> next = new ArrayList<>(others.without(entry.secret().name()).set());
        next.add(entry);
        return new Kept(next, others.retired);
    }

    Kept forgetting(String name) {
        return find(name).map(old -> retire(old.secret()).without(name)).orElse(this);
    }

    private Kept without(String name) {
        return new Kept(
                set.stream()
                        .filter(entry -> !entry.secret().name().equals(name))
                        .toList(),
                retired);
    }

    private Kept retire(Secret old) {
        List<String> next = new ArrayList<>();
        next.add(old.content());
        retired.stream().filter(content -> !content.equals(old.content())).forEach(next::add);
        int most = Math.min(MOST_RETIRED, next.size());
        int count = 0;
        for (int size = 0; count < most && size + next.get(count).length() <= LARGEST_RETIRED; count++) {
            size += next.get(count).length();
        }
        // The last one at least, whatever its size: a process has it still.
        return new Kept(set, next.subList(0, Math.max(1, count)));
    }

    @Override
    public String toString() {
        return "Kept[" + set.size() + "]";
    }
}
