package io.github.deployctl.agent.procfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder laid out as {@code /proc} is. */
record FakeProc(Path root) {
    /** Writes a file below it, with its folders. */
    FakeProc with(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeProc withFd(int pid, int number, String target) {
        try {
            Path folder = Files.createDirectories(root.resolve(pid + "/fd"));
            Files.createSymbolicLink(folder.resolve(Integer.toString(number)), Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** State {@code S} is one that runs, {@code Z} a zombie. */
    FakeProc withProcess(int pid, char state, long startTicks) {
        return with(
                pid + "/stat",
                pid + " (server) " + state + " 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + startTicks + " 0 0\n");
    }
}
