package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Collects what a person would look for when a candidate fails: its last output, where it listens, what its threads do. */
public final class Autopsy {
    private static final int LOG_LINES = 50;
    private static final int DUMP_LINES = 400;
    private static final int LONGEST_LINE = 300;
    /** HotSpot prints a thread dump within milliseconds, unless the process is stopped or swapped out. */
    private static final long DUMP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Host host;
    private final Processes processes;

    public Autopsy(Host host, Processes processes) {
        this.host = host;
        this.processes = processes;
    }

    /** Returns the last lines of a log, under a heading. */
    public static List<String> lastWords(Path log) {
        List<String> lines = LogTail.of(log, LOG_LINES);
        List<String> evidence = new ArrayList<>();
        evidence.add(lines.isEmpty() ? "it printed nothing (" + log + ")" : "last lines of " + log + ":");
        lines.forEach(line -> evidence.add("  " + cut(line)));
        return evidence;
    }

    /** Looks at a candidate that still runs: its sockets, its last words, and its threads at this moment. Takes at most two seconds. */
    public List<String> of(Candidate candidate, Path log) throws InterruptedException {
        List<String> evidence = new ArrayList<>();
        List<String> addresses = host.listening(candidate.running().process());
        evidence.add(addresses.isEmpty() ? "it listens nowhere" : "it listens on " + String.join(", ", addresses));
        evidence.addAll(lastWords(log));
        evidence.addAll(threads(candidate, log));
        return evidence;
    }

    private List<String> threads(Candidate candidate, Path log) throws InterruptedException {
        long before = size(log);
        if (!processes.signal(candidate.running().process(), Processes.Signal.QUIT)) {
            return List.of();
        }
        long deadline = System.nanoTime() + DUMP_NANOS;
        List<String> dump = List.of();
        // The section on JNI references comes after the last thread.
        while (dump.stream().noneMatch(line -> line.startsWith("JNI global refs"))) {
            if (System.nanoTime() > deadline
                    || !processes.isAlive(candidate.running().process())) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(20);
            dump = LogTail.after(log, before, DUMP_LINES);
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(dump.isEmpty() ? "it printed no thread dump" : "thread dump:");
        dump.forEach(line -> evidence.add("  " + cut(line)));
        return evidence;
    }

    private static long size(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }
}
