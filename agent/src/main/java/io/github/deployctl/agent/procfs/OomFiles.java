package io.github.deployctl.agent.procfs;

import io.github.deployctl.agent.os.OomCounters;
import io.github.deployctl.agent.os.OomCounters.Counter;
import io.github.deployctl.agent.os.OomCounters.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the kernel counts memory that ran out: {@code oom_kill} in {@code /proc/vmstat} for the host (proc(5)), {@code oom} and {@code oom_kill} in a group's
 * {@code memory.events} (cgroups of version 2), {@code oom_kill} in its {@code memory.oom_control} and the whole of {@code memory.failcnt} (version 1). A
 * figure that is not there is not counted.
 */
final class OomFiles {
    private static final String KILL = "oom_kill";
    /** The number of a file that has nothing else. */
    private static final String WHOLE = "failcnt";

    private OomFiles() {}

    static OomCounters of(Path proc, long pid) {
        List<Counter> counters = new ArrayList<>();
        add(counters, KILL, Scope.HOST, proc.resolve("vmstat"));
        MemoryCgroup group = MemoryCgroup.of(proc, Long.toString(pid));
        if (group.version() == 2) {
            add(counters, "oom", Scope.GROUP, group.group().resolve("memory.events"));
            add(counters, KILL, Scope.GROUP, group.group().resolve("memory.events"));
        } else {
            add(counters, KILL, Scope.GROUP, group.group().resolve("memory.oom_control"));
            add(counters, WHOLE, Scope.GROUP, group.group().resolve("memory.failcnt"));
        }
        return new OomCounters(counters);
    }

    static OomCounters again(OomCounters before) {
        List<Counter> counters = new ArrayList<>();
        before.counters().forEach(counter -> add(counters, counter.name(), counter.scope(), Path.of(counter.file())));
        return new OomCounters(counters);
    }

    private static void add(List<Counter> counters, String name, Scope scope, Path file) {
        long value = name.equals(WHOLE)
                ? ProcFiles.number(ProcFiles.text(file), -1)
                : ProcFiles.numberOf(file, name + " ", -1);
        if (value >= 0) {
            counters.add(new Counter(name, name.equals(KILL), scope, file.toString(), value));
        }
    }
}
