package io.github.deployctl.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The status files of proc(5). */
final class ProcStatus {
    private ProcStatus() {}

    /** Returns by thread how often it has gone to sleep by itself, which is how often it was woken. */
    static Map<Long, Long> voluntarySwitches(long pid) throws IOException {
        List<Path> tasks;
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            tasks = entries.toList();
        }
        Map<Long, Long> switches = new HashMap<>();
        for (Path task : tasks) {
            try {
                switches.put(
                        Long.valueOf(String.valueOf(task.getFileName())),
                        field(task.resolve("status"), "voluntary_ctxt_switches:"));
            } catch (NoSuchFileException e) {
                // The thread has ended since the folder was listed.
            }
        }
        return switches;
    }

    private static long field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IOException(file + " has no " + name));
    }
}
