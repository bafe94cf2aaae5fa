package io.github.deployctl.agent.os;

import java.util.ArrayList;
import java.util.List;

/** What the kernel has counted of memory that ran out, for one process's control group and for the whole host. */
public record OomCounters(List<Counter> counters) {
    public OomCounters {
        counters = List.copyOf(counters);
    }

    /**
     * One figure that only grows.
     *
     * @param kill whether a process is ended each time it grows
     * @param file where it stands
     */
    public record Counter(String name, boolean kill, Scope scope, String file, long value) {
        Counter with(long now) {
            return new Counter(name, kill, scope, file, now);
        }
    }

    /** Whose memory ran out. */
    public enum Scope {
        HOST,
        GROUP
    }

    /** Returns those that are higher in {@code later}, each with how much it has grown. */
    public List<Counter> risen(OomCounters later) {
        List<Counter> risen = new ArrayList<>();
        for (Counter before : counters) {
            later.counters.stream()
                    .filter(after -> after.file().equals(before.file())
                            && after.name().equals(before.name())
                            && after.value() > before.value())
                    .forEach(after -> risen.add(after.with(after.value() - before.value())));
        }
        return risen;
    }
}
