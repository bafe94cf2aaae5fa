package io.github.deployctl.agent.launch;

import io.github.deployctl.common.failure.Evidence;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a JVM prints of its own end: that its memory has run out, or that it has crashed and where its report is. */
public final class JvmWords {
    /** A stack trace may follow, and what other threads say. */
    private static final int LINES = 400;

    private static final int MOST = 10;
    private static final String HEAP = "java.lang.OutOfMemoryError";
    private static final String HOST = "insufficient memory for the Java Runtime Environment";
    private static final String CRASH = "fatal error has been detected by the Java Runtime Environment";
    /** The report itself is not read: it holds the environment and the arguments. */
    private static final String REPORT = "hs_err_pid";

    private final List<String> lines;

    private JvmWords(List<String> lines) {
        this.lines = lines;
    }

    /** Looks for it at the end of a log. */
    public static JvmWords in(Path log) {
        return new JvmWords(LogTail.of(log, LINES).stream()
                .filter(line ->
                        line.contains(HEAP) || line.contains(HOST) || line.contains(CRASH) || line.contains(REPORT))
                .limit(MOST)
                .toList());
    }

    public Optional<Evidence> evidence() {
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Evidence("what the JVM said", lines).narrow());
    }

    /** Returns why it ended, if it said so. */
    public Optional<String> cause() {
        Optional<String> heap = first(HEAP);
        if (heap.isPresent()) {
            String what = heap.get().substring(heap.get().indexOf(HEAP));
            return Optional.of("the JVM ran out of its own memory ("
                    + Evidence.of(what).narrow().title() + ")");
        }
        if (first(HOST).isPresent()) {
            return Optional.of("the host had no memory left for the JVM");
        }
        return first(CRASH).map(line -> "the JVM crashed");
    }

    /** Returns what to change, if that is known. */
    public Optional<String> remedy() {
        if (first(HEAP).isPresent()) {
            return Optional.of("give it a larger -Xmx in java.options, or find what fills it"
                    + " (java.options: [-XX:+HeapDumpOnOutOfMemoryError])");
        }
        return first(HOST).map(line -> "give the host more memory, or the app a smaller -Xmx in java.options");
    }

    private Optional<String> first(String words) {
        return lines.stream().filter(line -> line.contains(words)).findFirst();
    }
}
