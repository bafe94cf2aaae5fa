package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.Autopsy;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;

/** Says why a process that has ended did so. For the owner thread. */
final class Coroner {
    private final Host host;
    private final StorePaths paths;
    private long oomKills;

    Coroner(Host host, StorePaths paths) {
        this.host = host;
        this.paths = paths;
    }

    /** A process has started: what the kernel's out-of-memory killer did before has nothing to do with it. */
    void begin() {
        oomKills = host.oomKills();
    }

    Failure report(Generation generation, ExitStatus status) {
        boolean killed = status instanceof ExitStatus.Signaled signaled
                && signaled.name().equals("SIGKILL");
        boolean outOfMemory = killed && host.oomKills() > oomKills;
        List<String> evidence = new ArrayList<>();
        if (outOfMemory) {
            evidence.add(
                    "the kernel's out-of-memory killer ended a process on this host meanwhile (oom_kill in /proc/vmstat)");
        }
        evidence.addAll(Autopsy.lastWords(paths.logFile(generation.number())));
        if (generation instanceof Generation.Live) {
            return Failure.of(
                            FailureCode.REVERTED,
                            "its process " + status.describe() + (outOfMemory ? ": the host ran out of memory" : ""))
                    .hint(hint(outOfMemory))
                    .evidence(evidence);
        }
        String when =
                generation instanceof Generation.Candidate ? "before it was ready" : "before it had taken the traffic";
        return Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        "candidate " + generation.number() + " (" + generation.release() + ") " + status.describe()
                                + " " + when + (outOfMemory ? ": the host ran out of memory" : ""))
                .hint(hint(outOfMemory))
                .evidence(evidence);
    }

    /** Of a live one whose end nobody saw. */
    Failure report(long number) {
        return Failure.of(FailureCode.REVERTED, "its process ended while no agent was there to see how")
                .hint(hint(false))
                .evidence(Autopsy.lastWords(paths.logFile(number)));
    }

    private static String hint(boolean outOfMemory) {
        return outOfMemory
                ? "give the host more memory, or the app a smaller -Xmx in java.options"
                : "mend what its last lines say, then push again";
    }
}
