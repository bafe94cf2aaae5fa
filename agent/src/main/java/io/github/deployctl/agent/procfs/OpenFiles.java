package io.github.deployctl.agent.procfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which files the processes have open that this one may look at. */
public final class OpenFiles {
    private final Path proc;

    /** @param proc usually {@code /proc} */
    public OpenFiles(Path proc) {
        this.proc = proc;
    }

    /** Returns whether any process has {@code file} open. */
    public boolean contain(Path file) {
        String wanted = file.toAbsolutePath().normalize().toString();
        for (Path process : ProcFiles.entries(proc)) {
            for (Path fd : ProcFiles.entries(process.resolve("fd"))) {
                if (target(fd).equals(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // Closed since the folder was read.
        }
    }
}
