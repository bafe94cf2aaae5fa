package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.common.failure.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what a person would look for when a candidate fails: where it listens, its last output, what its threads do. */
public final class Autopsy {
    private static final int LOG_LINES = 50;
    /** The most of it that is told, in characters: it travels in one message. */
    private static final int MOST = 1 << 17;

    private final Host host;
    private final Processes processes;
    private final Adopters adopters;

    public Autopsy(Host host, Processes processes, Adopters adopters) {
        this.adopters = adopters;
        this.host = host;
        this.processes = processes;
    }

    /** Returns the last lines of a log, and before them what the JVM said of its own end. */
    public static List<Evidence> lastWords(Path log) {
        List<String> lines = LogTail.of(log, LOG_LINES);
        List<Evidence> evidence = new ArrayList<>();
        JvmWords.in(log).evidence().ifPresent(evidence::add);
        evidence.add(
                lines.isEmpty()
                        ? Evidence.of("it printed nothing (" + log + ")")
                        : new Evidence("last lines of " + log, lines).narrow());
        return evidence;
    }

    /** Looks at a candidate that still runs: its sockets, its last words, and its threads at this moment. Takes at most two seconds. */
    public List<Evidence> of(Candidate candidate, Path log) throws InterruptedException {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(addresses(candidate));
        evidence.addAll(lastWords(log));
        Optional<ProcessId> jvm = jvm(candidate);
        if (jvm.isPresent()) {
            evidence.add(new ThreadDump(processes, log).of(jvm.get()).narrow());
        }
        return Evidence.within(MOST, evidence);
    }

    /** Returns where its processes listen, but for what they were launched with. */
    private Evidence addresses(Candidate candidate) {
        List<String> lines = new ArrayList<>();
        for (ProcessId process : processes.session(candidate.running().process())) {
            OwnAddresses.of(
                            host.listening(process),
                            candidate.running(),
                            candidate.release().declaration())
                    .forEach(address -> lines.add(address + " (" + process + ")"));
        }
        return lines.isEmpty()
                ? Evidence.of("it listens nowhere but on what it was handed")
                : new Evidence("it listens on", lines);
    }

    /** The JVM to ask; QUIT ends a shell. One that has not called yet is known only where it is all that was launched. */
    private Optional<ProcessId> jvm(Candidate candidate) {
        Optional<ProcessId> called = adopters.jvms(candidate.number()).stream()
                .flatMap(pid -> processes.find(pid).stream())
                .findFirst();
        List<ProcessId> all = processes.session(candidate.running().process());
        return called.isPresent() || all.size() != 1 ? called : Optional.of(all.get(0));
    }
}
