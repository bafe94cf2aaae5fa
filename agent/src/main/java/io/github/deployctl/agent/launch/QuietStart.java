package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.state.RunningProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Lets candidates boot on what the live generation leaves of the processors. Whatever was lowered is raised before it gets its first request; what could not be
 * raised is not lowered. Thread-safe; its methods take milliseconds, and a tenth of a second where the kernel makes them wait.
 */
public final class QuietStart {
    private final Processes processes;
    private final Consumer<String> log;
    private final AtomicReference<String> told = new AtomicReference<>("");

    /** @param log hears once why it does not work here */
    public QuietStart(Processes processes, Consumer<String> log) {
        this.processes = processes;
        this.log = log;
    }

    /** Called just after the launch; what the process starts later inherits it. */
    public void begin(RunningProcess candidate) throws InterruptedException {
        try {
            processes.lower(candidate.process());
        } catch (OsException e) {
            tell(
                    "start-priority: the threads of a candidate keep their priority, since they could not be given it back ("
                            + e.getMessage() + "; LimitNICE=+0 in the agent's unit allows it)");
        }
    }

    /** Called before the first request, and again when it has been long enough; does nothing to what was never lowered. */
    public void end(RunningProcess candidate) throws InterruptedException {
        // What has left the session inherits the low priority all the same, and the token with it.
        List<ProcessId> all = new ArrayList<>(processes.session(candidate.process()));
        processes.findByEnvironment("DEPLOYCTL_TOKEN", candidate.token()).stream()
                .filter(process -> !all.contains(process))
                .forEach(all::add);
        try {
            processes.raise(all);
        } catch (OsException e) {
            tell("start-priority: threads of " + candidate.process() + " stay at low priority: " + e.getMessage());
        }
    }

    private void tell(String line) {
        if (!told.getAndSet(line).equals(line)) {
            log.accept(line);
        }
    }
}
