package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.procfs.ProcTable;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The kernel's processes. */
final class PosixProcesses implements Processes {
    private final Spawner spawner;
    private final Children children;
    private final Pidfds pidfds;
    private final ProcTable table;
    private final Niceness niceness;
    private final Pipes pipes;

    /** Makes pipes. */
    interface Pipes {
        Pipe open() throws OsException;
    }

    PosixProcesses(Spawner spawner, Children children, Pidfds pidfds, ProcTable table, Niceness niceness, Pipes pipes) {
        this.spawner = spawner;
        this.children = children;
        this.pidfds = pidfds;
        this.table = table;
        this.niceness = niceness;
        this.pipes = pipes;
    }

    @Override
    public ProcessId launch(LaunchCommand command) throws OsException {
        // Nobody reaps it before add(), so its number is its own until then.
        ProcessId process = table.identify(spawner.spawn(command));
        children.add(process);
        return process;
    }

    @Override
    public Piped launchPiped(LaunchCommand command) throws OsException {
        // Once the child has its copies, ours are closed: its end is the streams' end.
        try (Pipe out = pipes.open();
                Pipe err = pipes.open()) {
            InputStream printed = out.stream();
            InputStream complained = err.stream();
            ProcessId process = table.identify(spawner.spawn(command, out.write(), err.write()));
            children.add(process);
            return new Piped(process, printed, complained);
        }
    }

    @Override
    public void onExit(ProcessId process, Consumer<ExitStatus> listener) {
        if (!children.onExit(process, listener)) {
            Waiters.start("waits for " + process, () -> listener.accept(pidfds.awaitExit(process)));
        }
    }

    @Override
    public boolean isAlive(ProcessId process) {
        return table.isAlive(process);
    }

    @Override
    public boolean signal(ProcessId process, Signal signal) {
        try {
            return pidfds.signal(process, number(signal));
        } catch (OsException e) {
            throw new UncheckedIOException(e); // Not a matter of time: it has changed its user, say.
        }
    }

    @Override
    public Optional<ProcessId> find(long pid) {
        return table.find(pid);
    }

    @Override
    public List<ProcessId> findByEnvironment(String name, String value) {
        return table.findByEnvironment(name, value);
    }

    @Override
    public List<ProcessId> session(ProcessId leader) {
        return table.session(leader);
    }

    @Override
    public void lower(ProcessId process) throws OsException, InterruptedException {
        niceness.lower(process);
    }

    @Override
    public void raise(List<ProcessId> processes) throws OsException, InterruptedException {
        niceness.raise(processes);
    }

    private static int number(Signal signal) {
        return switch (signal) {
            case TERM -> 15;
            case KILL -> 9;
            case QUIT -> 3;
            // Those of x86-64 and AArch64, as the others.
            case STOP -> 19;
            case CONT -> 18;
        };
    }
}
