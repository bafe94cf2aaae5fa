package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A look at processes through proc(5), and signals to those that a test started. */
public final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** Sends the signal of that name, {@code HUP} say. */
    public static void signal(long pid, String name) throws IOException, InterruptedException {
        Outcome outcome = new Command(Path.of("/"), List.of("kill", "-" + name, Long.toString(pid))).run();
        if (outcome.exit() != 0) {
            throw new IOException("kill -" + name + " " + pid + ": " + outcome.err());
        }
    }

    /** Whether the process is there and no zombie. */
    public static boolean isAlive(long pid) {
        String state = state(pid);
        return !state.isEmpty() && !state.equals("Z");
    }

    /** Returns the pids of all processes that have {@code word} in their command line. */
    public static List<Long> naming(String word) throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(entry -> commandLine(entry).contains(word))
                    .map(entry -> Long.valueOf(entry.getFileName().toString()))
                    .toList();
        }
    }

    /**
     * Kills every process that names {@code folder}, which was made for one test, in its command line, or works in it.
     *
     * @return whether there was one
     */
    public static boolean killOf(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            List<ProcessHandle> found = entries.filter(
                            entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(entry -> commandLine(entry).contains(folder.toString())
                            || workingFolder(entry).startsWith(folder))
                    .map(entry -> Long.valueOf(entry.getFileName().toString()))
                    .filter(pid -> pid != ProcessHandle.current().pid())
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
            found.forEach(ProcessHandle::destroyForcibly);
            return !found.isEmpty();
        }
    }

    private static Path workingFolder(Path entry) {
        try {
            return Files.readSymbolicLink(entry.resolve("cwd"));
        } catch (IOException e) {
            // It has ended, or is a stranger's.
            return PROC;
        }
    }

    /** Returns how many children of {@code parent} have ended and were not reaped. */
    public static int zombiesOf(long parent) throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            return (int) entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .map(entry -> stat(Long.parseLong(entry.getFileName().toString())))
                    .filter(fields ->
                            fields.length > 1 && fields[0].equals("Z") && fields[1].equals(Long.toString(parent)))
                    .count();
        }
    }

    /** Returns how many entries {@code /proc/<pid>/<folder>} has: {@code fd}, {@code task}. */
    public static int count(long pid, String folder) throws IOException {
        try (Stream<Path> entries = Files.list(PROC.resolve(Long.toString(pid)).resolve(folder))) {
            return (int) entries.count();
        }
    }

    /** Returns its resident memory, in KiB. */
    public static long rssKiB(long pid) throws IOException {
        String status = read(PROC.resolve(Long.toString(pid)).resolve("status"));
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("process " + pid + " has ended"));
    }

    /** Returns the processor time it has had, user's and system's, in clock ticks (proc(5): utime, stime). */
    public static long cpuTicks(long pid) throws IOException {
        String[] fields = stat(pid);
        if (fields.length < 13) {
            throw new IOException("process " + pid + " has ended");
        }
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Returns the session that the process is in (setsid(2)). */
    public static long session(long pid) {
        String[] fields = stat(pid);
        return fields.length < 4 ? -1 : Long.parseLong(fields[3]);
    }

    /** Returns the names of its threads, as the kernel knows them, sorted. */
    public static List<String> threads(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            return tasks.map(task -> read(task.resolve("comm")).strip())
                    .sorted()
                    .toList();
        }
    }

    /** Returns the nice value of each of its threads. */
    public static List<Integer> niceness(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            return tasks.map(task -> fields(read(task.resolve("stat"))))
                    .filter(fields -> fields.length > 16)
                    .map(fields -> Integer.valueOf(fields[16]))
                    .toList();
        }
    }

    private static String state(long pid) {
        String[] fields = stat(pid);
        return fields.length == 0 ? "" : fields[0];
    }

    /** The fields of {@code /proc/<pid>/stat} from the third, the state, on: what stands before may hold blanks and brackets. */
    private static String[] stat(long pid) {
        return fields(read(PROC.resolve(Long.toString(pid)).resolve("stat")));
    }

    private static String[] fields(String line) {
        int end = line.lastIndexOf(") ");
        return end < 0 ? new String[0] : line.substring(end + 2).split(" ");
    }

    private static String commandLine(Path entry) {
        return read(entry.resolve("cmdline")).replace('\0', ' ');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            // ESRCH: the process ended while its file was open.
            return "";
        }
    }
}
