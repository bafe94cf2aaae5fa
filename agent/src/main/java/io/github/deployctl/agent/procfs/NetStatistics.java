package io.github.deployctl.agent.procfs;

import io.github.deployctl.agent.os.ListenCounters;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringTokenizer;

/** {@code /proc/net/netstat}: for each group a line of names and a line of numbers in the same order (proc(5)). */
final class NetStatistics {
    private static final String GROUP = "TcpExt:";

    private NetStatistics() {}

    /** Returns nothing unless both counters are there. */
    static Optional<ListenCounters> listen(Path file) {
        String names = "";
        for (String line : ProcFiles.lines(file)) {
            if (!line.startsWith(GROUP)) {
                continue;
            }
            if (!names.isEmpty()) {
                Optional<Long> overflows = value(names, line, "ListenOverflows");
                Optional<Long> drops = value(names, line, "ListenDrops");
                return overflows.isPresent() && drops.isPresent()
                        ? Optional.of(new ListenCounters(overflows.get(), drops.get()))
                        : Optional.empty();
            }
            names = line;
        }
        return Optional.empty();
    }

    private static Optional<Long> value(String names, String numbers, String wanted) {
        StringTokenizer name = new StringTokenizer(names);
        StringTokenizer number = new StringTokenizer(numbers);
        while (name.hasMoreTokens() && number.hasMoreTokens()) {
            String value = number.nextToken();
            if (name.nextToken().equals(wanted)) {
                try {
                    return Optional.of(Long.parseUnsignedLong(value));
                } catch (NumberFormatException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
