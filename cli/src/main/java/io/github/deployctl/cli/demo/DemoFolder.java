package io.github.deployctl.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is removed with everything that still runs from it. */
final class DemoFolder implements AutoCloseable {
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
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().commandLine().orElse("").contains(path.toString()))
                .forEach(ProcessHandle::destroyForcibly);
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
}
