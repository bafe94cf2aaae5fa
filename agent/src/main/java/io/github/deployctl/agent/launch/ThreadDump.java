package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.common.failure.Evidence;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What a JVM's threads do at this moment, as it prints it to its standard output when it gets SIGQUIT. */
final class ThreadDump {
    static final String TITLE = "thread dump";
    /** HotSpot prints a thread dump within milliseconds, unless the process is stopped or swapped out. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int MOST_LINES = 400;
    /** So much of the log is read for it, in bytes. */
    private static final int MOST_BYTES = 1 << 18;

    private static final String BEGIN = "Full thread dump";
    /** The section on JNI references comes after the last thread. */
    private static final String END = "JNI global refs";

    private final Processes processes;
    private final Path log;

    ThreadDump(Processes processes, Path log) {
        this.processes = processes;
        this.log = log;
    }

    /** Has {@code jvm} print it and returns it. Takes at most two seconds. */
    Evidence of(ProcessId jvm) throws InterruptedException {
        long before = size();
        if (!processes.signal(jvm, Processes.Signal.QUIT)) {
            return Evidence.of("there is no thread dump: " + jvm + " is gone");
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (LogTail.after(log, before, 20).stream().noneMatch(line -> line.startsWith(END))) {
            if (System.nanoTime() > deadline || !processes.isAlive(jvm)) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<String> lines = dump(before);
        return lines.isEmpty()
                ? Evidence.of("it printed no thread dump within 2s of SIGQUIT")
                : new Evidence(TITLE, lines);
    }

    /** Returns the begin of it, the app's threads first. */
    private List<String> dump(long before) {
        List<String> printed = printedSince(before);
        int begin = IntStream.range(0, printed.size())
                .filter(i -> printed.get(i).startsWith(BEGIN))
                .findFirst()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        boolean whole = false;
        for (String line : printed.subList(begin, printed.size())) {
            lines.add(line);
            whole = line.startsWith(END);
            if (whole) {
                break;
            }
        }
        List<String> ordered = new ArrayList<>(DumpedThreads.inOrder(lines));
        int shown = Math.min(MOST_LINES, ordered.size());
        boolean cut = shown < ordered.size() || (!whole && size() - before > MOST_BYTES);
        ordered.subList(shown, ordered.size()).clear();
        if (cut) {
            ordered.add("... the rest is in " + log);
        }
        return ordered;
    }

    private List<String> printedSince(long before) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // Where it is shorter than before, it was cut at the front.
            long start = before <= file.length() ? before : 0;
            byte[] bytes = new byte[(int) Math.min(MOST_BYTES, file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }
}
