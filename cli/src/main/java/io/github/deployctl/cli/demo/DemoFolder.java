package io.github.deployctl.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A temporary folder that is removed with everything that still runs from it. */
final class DemoFolder implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(5);

    private final Path path;
    private final boolean keep;

    private DemoFolder(Path path, boolean keep) {
        this.path = path;
        this.keep = keep;
    }

    static DemoFolder create(boolean keep) throws IOException {
        return new DemoFolder(Files.createTempDirectory("deployctl-demo-").toRealPath(), keep);
    }

    Path path() {
        return path;
    }

    /** Ends processes whose command line names this folder, which no process but the demo's knows, and removes the folder unless it is to be kept. */
    @Override
    public synchronized void close() throws IOException {
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().commandLine().orElse("").contains(path.toString()))
                .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        left.forEach(DemoFolder::awaitEnd);
        if (keep || !Files.exists(path)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(path)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.deleteIfExists(entry);
        }
    }

    /** A process that was killed still has to be taken down by the kernel. */
    private static void awaitEnd(ProcessHandle process) {
        process.onExit()
                .completeOnTimeout(process, END.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
