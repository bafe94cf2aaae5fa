package io.github.deployctl.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a benchmark ran: figures of two machines are no comparison. */
record Machine(int cores, long memoryMiB, String kernel, String java) {
    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                totalMemoryMiB(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }

    private static long totalMemoryMiB() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                            .filter(line -> line.startsWith("MemTotal:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return cores + " cores, " + memoryMiB + " MiB, " + kernel + ", " + java;
    }
}
