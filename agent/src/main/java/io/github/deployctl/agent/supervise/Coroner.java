package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.Autopsy;
import io.github.deployctl.agent.launch.JvmWords;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.OomCounters;
import io.github.deployctl.agent.os.OomCounters.Counter;
import io.github.deployctl.agent.os.OomCounters.Scope;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says why a process that has ended did so. For the owner thread. */
final class Coroner {
    private static final String MEND = "mend what its last lines say, then push again";

    private final Host host;
    private final StorePaths paths;
    private final Map<Long, OomCounters> before = new HashMap<>();

    Coroner(Host host, StorePaths paths) {
        this.host = host;
        this.paths = paths;
    }

    /** A generation's process has started: what the kernel counted before has nothing to do with it. */
    void begin(long number, ProcessId process) {
        before.put(number, host.oomCounters(process));
    }

    /** Returns why {@code generation} has ended, with what there is to see of it. Called once for each. */
    Failure report(Generation generation, ExitStatus status) {
        Path log = paths.logFile(generation.number());
        List<Counter> memory = memory(generation.number());
        JvmWords words = JvmWords.in(log);
        Cause cause = cause(status, memory, words);
        List<Evidence> evidence = new ArrayList<>();
        if (!memory.isEmpty()) {
            evidence.add(new Evidence(
                    "what the kernel counted while it ran",
                    memory.stream()
                            .map(c -> c.name() + " in " + c.file() + ": " + c.value() + " more")
                            .toList()));
        }
        evidence.addAll(Autopsy.lastWords(log));
        Failure failure =
                ended(generation, status.describe()).hint(cause.remedy()).evidence(evidence);
        return cause.why().map(failure::because).orElse(failure);
    }

    private static Failure ended(Generation generation, String how) {
        // Of one on probation it is told as the reason for which its release is left.
        if (generation instanceof Generation.Live live && live.probation() != null) {
            return Failure.of(FailureCode.REVERTED, "its process " + how);
        }
        return Failure.of(
                FailureCode.NOT_DEPLOYED,
                name(generation) + " (" + generation.release() + ") " + how + " " + when(generation));
    }

    private record Cause(Optional<String> why, String remedy) {}

    private static Cause cause(ExitStatus status, List<Counter> memory, JvmWords words) {
        boolean killed = status instanceof ExitStatus.Signaled signaled
                && signaled.name().equals("SIGKILL");
        // Of a process that was another agent's child the status is not known.
        boolean maybe = killed || status instanceof ExitStatus.Unknown;
        List<Counter> kills = memory.stream().filter(Counter::kill).toList();
        if (maybe && kills.stream().anyMatch(c -> c.scope() == Scope.GROUP)) {
            return new Cause(
                    Optional.of("its control group ran out of memory"),
                    "raise the group's limit (MemoryMax= of the unit), or give the app a smaller -Xmx in java.options");
        }
        if (maybe && !kills.isEmpty()) {
            return new Cause(
                    Optional.of("the host ran out of memory"),
                    "give the host more memory, or the app a smaller -Xmx in java.options");
        }
        boolean clean = status instanceof ExitStatus.Exited exited && exited.status() == 0;
        if (killed || clean) {
            return new Cause(Optional.empty(), MEND);
        }
        return new Cause(words.cause(), words.remedy().orElse(MEND));
    }

    private List<Counter> memory(long number) {
        OomCounters then = before.remove(number);
        return then == null ? List.of() : then.risen(host.again(then));
    }

    private static String name(Generation generation) {
        boolean tried = generation instanceof Generation.Candidate || generation instanceof Generation.Promoted;
        return (tried ? "candidate " : "generation ") + generation.number();
    }

    private static String when(Generation generation) {
        if (generation instanceof Generation.Candidate) {
            return "before it was ready";
        }
        return generation instanceof Generation.Promoted
                ? "before it had taken the traffic"
                : "while it was " + generation.role().name().toLowerCase(Locale.ROOT);
    }

    /** Of a live one whose end nobody saw. */
    Failure report(long number) {
        return Failure.of(FailureCode.REVERTED, "its process ended while no agent was there to see how")
                .hint(MEND)
                .evidence(Autopsy.lastWords(paths.logFile(number)));
    }
}
