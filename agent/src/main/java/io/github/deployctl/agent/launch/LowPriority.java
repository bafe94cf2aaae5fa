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
 * Lets processes boot, and end, on what the live generation leaves of the processors. Whatever was lowered is raised before it gets its first request; what could
 * not be raised is not lowered. Thread-safe; its methods take milliseconds, and a tenth of a second where the kernel makes them wait.
 */
public final class LowPriority {
    private final Processes processes;
    private final Consumer<String> log;
    private final AtomicReference<String> told = new AtomicReference<>("");

    /** @param log hears once why it does not work here */
    public LowPriority(Processes processes, Consumer<String> log) {
        this.processes = processes;
        this.log = log;
    }

    /** What the process starts later inherits it. */
    public void begin(RunningProcess process) throws InterruptedException {
        try {
            processes.lower(process.process());
        } catch (OsException e) {
            tell("start-priority: threads keep their priority, since they could not be given it back (" + e.getMessage()
                    + "; LimitNICE=+0 in the agent's unit allows it)");
        }
    }

    /** Does nothing to what was never lowered. */
    public void end(RunningProcess process) throws InterruptedException {
        // What has left the session inherits the low priority all the same, and the token with it.
        List<ProcessId> all = new ArrayList<>(processes.session(process.process()));
        processes.findByEnvironment("DEPLOYCTL_TOKEN", process.token()).stream()
                .filter(each -> !all.contains(each))
                .forEach(all::add);
        try {
            processes.raise(all);
        } catch (OsException e) {
            tell("start-priority: threads of " + process.process() + " stay at low priority: " + e.getMessage());
        }
    }

    private void tell(String line) {
        if (!told.getAndSet(line).equals(line)) {
            log.accept(line);
        }
    }
}
