package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Adopters adopters;

    public Autopsy(Host host, Processes processes, Adopters adopters) {
        this.adopters = adopters;
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
        evidence.addAll(addresses(candidate));
        evidence.addAll(lastWords(log));
        evidence.addAll(threads(candidate, log));
        return evidence;
    }

    /** Returns where its processes listen, but for what they were launched with. */
    private List<String> addresses(Candidate candidate) {
        List<String> lines = new ArrayList<>();
        for (ProcessId process : processes.session(candidate.running().process())) {
            List<String> own = OwnAddresses.of(
                    host.listening(process),
                    candidate.running(),
                    candidate.release().declaration());
            if (!own.isEmpty()) {
                lines.add("it listens on " + String.join(", ", own) + " (" + process + ")");
            }
        }
        return lines.isEmpty() ? List.of("it listens nowhere else") : lines;
    }

    /** The JVM to ask; QUIT ends a shell. One that has not called yet is known only where it is all that was launched. */
    private Optional<ProcessId> jvm(Candidate candidate) {
        Optional<ProcessId> called = adopters.jvms(candidate.number()).stream()
                .flatMap(pid -> processes.find(pid).stream())
                .findFirst();
        List<ProcessId> all = processes.session(candidate.running().process());
        return called.isPresent() || all.size() != 1 ? called : Optional.of(all.get(0));
    }

    private List<String> threads(Candidate candidate, Path log) throws InterruptedException {
        long before = size(log);
        Optional<ProcessId> jvm = jvm(candidate);
        if (jvm.isEmpty() || !processes.signal(jvm.get(), Processes.Signal.QUIT)) {
            return List.of();
        }
        long deadline = System.nanoTime() + DUMP_NANOS;
        List<String> dump = List.of();
        // The section on JNI references comes after the last thread.
        while (dump.stream().noneMatch(line -> line.startsWith("JNI global refs"))) {
            if (System.nanoTime() > deadline || !processes.isAlive(jvm.get())) {
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
