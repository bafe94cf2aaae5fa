package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.util.List;

/**
 * What a JVM holds, seen from outside: how many open file descriptors, which threads, how many children that were not reaped. Compiler threads are left out:
 * HotSpot starts and ends them as it sees fit (UseDynamicNumberOfCompilerThreads).
 */
public record Counts(int fds, List<String> threads, int zombies) {
    public static Counts of(long pid) throws IOException {
        List<String> threads = Processes.threads(pid).stream()
                .filter(name -> !name.startsWith("C1 Compiler") && !name.startsWith("C2 Compiler"))
                // A thread may be named for the process it waits for.
                .map(name -> name.replaceAll("\\d+", "N"))
                .sorted()
                .toList();
        return new Counts(Processes.count(pid, "fd"), threads, Processes.zombiesOf(pid));
    }
}
