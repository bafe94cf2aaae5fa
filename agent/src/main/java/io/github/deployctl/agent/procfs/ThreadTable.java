package io.github.deployctl.agent.procfs;

import io.github.deployctl.agent.os.ProcessId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.StringTokenizer;

/** The threads that {@code /proc/<pid>/task} shows, with their nice values. Thread-safe. */
public final class ThreadTable {
    /** Fields of {@code stat} after the name (proc(5)): the state is field 3, the nice value field 19. */
    private static final int UP_TO_NICE = 19 - 3;

    private final Path proc;
    private final ProcTable processes;

    /** @param proc {@code /proc} */
    public ThreadTable(Path proc) {
        this.proc = proc;
        this.processes = new ProcTable(proc);
    }

    /** Returns the nice value of each thread by its number; none when the process is gone. */
    public Map<Long, Integer> niceness(ProcessId process) {
        Map<Long, Integer> threads = new LinkedHashMap<>();
        for (Path task :
                ProcFiles.entries(proc.resolve(Long.toString(process.pid())).resolve("task"))) {
            long number = ProcFiles.number(task.getFileName().toString(), 0);
            nice(ProcFiles.text(task.resolve("stat"))).ifPresent(nice -> threads.put(number, nice));
        }
        // Asked last: had another process got the number meanwhile, its threads would be taken for this one's.
        return processes.isAlive(process) ? threads : Map.of();
    }

    /** Returns the nice value of this process's first thread. */
    public int own() {
        return nice(ProcFiles.text(proc.resolve("self").resolve("stat"))).orElse(0);
    }

    private static OptionalInt nice(String stat) {
        int close = stat.lastIndexOf(')');
        StringTokenizer fields = new StringTokenizer(close < 0 ? "" : stat.substring(close + 1));
        if (fields.countTokens() <= UP_TO_NICE) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < UP_TO_NICE; i++) {
            fields.nextToken();
        }
        return OptionalInt.of(Integer.parseInt(fields.nextToken()));
    }
}
