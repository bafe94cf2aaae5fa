package io.github.deployctl.agent.posix;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Folders on other file systems than the one that temporary files are on. */
public final class Mounts {
    private Mounts() {}

    /** Returns a new folder in memory, which every Linux has. */
    public static Path tmpfs() throws IOException {
        return Files.createTempDirectory(Path.of("/dev/shm"), "deployctl-test");
    }

    /** Mounts a disk of so many MiB at {@code folder}; skips the test where this user may not. */
    public static void small(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "disk", folder.toString()) == 0;
        if (!mounted) {
            System.err.println("SKIPPED: this user cannot mount a tmpfs");
        }
        assumeTrue(mounted, "this user cannot mount a tmpfs");
    }

    /** Mounts an overlay in {@code folder}; skips the test where this user may not. */
    public static Path overlay(Path folder) throws IOException {
        for (String name : new String[] {"lower", "upper", "work", "merged"}) {
            Files.createDirectories(folder.resolve(name));
        }
        String options = "lowerdir=" + folder.resolve("lower") + ",upperdir=" + folder.resolve("upper") + ",workdir="
                + folder.resolve("work");
        Path merged = folder.resolve("merged");
        boolean mounted = run("mount", "-t", "overlay", "overlay", "-o", options, merged.toString()) == 0;
        if (!mounted) {
            System.err.println("SKIPPED: this user cannot mount an overlay");
        }
        assumeTrue(mounted, "this user cannot mount an overlay");
        return merged;
    }

    public static void unmount(Path folder) throws IOException {
        run("umount", folder.toString());
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
