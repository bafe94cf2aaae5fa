package io.github.deployctl.agent.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What this JVM has. */
final class Own {
    private Own() {}

    /**
     * What a leak would change.
     *
     * @param descriptors how many there are of each kind of target, without jars, which the JVM opens when it first needs a class of theirs
     * @param threads how many wait for a process or tell of one
     */
    record Resources(Map<String, Integer> descriptors, long threads) {}

    /** Returns what there is once nobody waits for a process: the thread that told of one's end may itself be about to end. */
    static Resources atRest() {
        Awaitility.await().until(() -> resources().threads() == 0);
        return resources();
    }

    static Resources resources() {
        Map<String, Integer> descriptors = new TreeMap<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            open.map(Own::target)
                    .filter(target -> !target.endsWith(".jar") && !target.endsWith("/fd"))
                    .forEach(target -> descriptors.merge(target.replaceAll("[0-9]+", "N"), 1, Integer::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(waits for|tells of) pid.*"))
                .count();
        return new Resources(descriptors, threads);
    }

    /** Tells whether this process has a child of that number, be it a zombie. */
    static boolean hasChild(long pid) {
        try {
            return stat(pid)[1].equals(Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            return false;
        }
    }

    /** What a process does, T for stopped (proc_pid_stat(5)). */
    static char state(long pid) throws IOException {
        return stat(pid)[0].charAt(0);
    }

    /** The fields after the name in brackets: state, parent and so on. */
    private static String[] stat(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "/proc/N/fd"; // The one that reads the folder, closed by now.
        }
    }
}
