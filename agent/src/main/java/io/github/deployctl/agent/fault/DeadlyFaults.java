package io.github.deployctl.agent.fault;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.Processes.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends SIGKILL, to this process or to the one that the PID file names, at one step. {@code DEPLOYCTL_FAULT} is the {@link FaultPlan}, or {@code @FILE} whose
 * first line is: the plan is made when the file is there, and steps are counted from then on; other text in it makes it another plan.
 * {@code DEPLOYCTL_FAULT_TRACE} names a file to which each step is appended. Thread-safe.
 */
public final class DeadlyFaults implements Faults {
    private static final String PLAN = "DEPLOYCTL_FAULT";
    private static final String TRACE = "DEPLOYCTL_FAULT_TRACE";

    private final String wanted;
    private final String trace;
    private final Processes processes;
    private final Path pidFile;
    private final Map<String, Integer> passed = new HashMap<>();
    private String made = "";

    private DeadlyFaults(Map<String, String> environment, Processes processes, Path pidFile) {
        this.wanted = environment.getOrDefault(PLAN, "");
        this.trace = environment.getOrDefault(TRACE, "");
        this.processes = processes;
        this.pidFile = pidFile;
    }

    /** Returns {@link Faults#NONE} when the environment asks for nothing. */
    public static Faults of(Map<String, String> environment, Processes processes, Path pidFile) {
        return environment.containsKey(PLAN) || environment.containsKey(TRACE)
                ? new DeadlyFaults(environment, processes, pidFile)
                : NONE;
    }

    @Override
    public synchronized void pass(String step) {
        try {
            if (!trace.isEmpty()) {
                Files.writeString(Path.of(trace), step + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            Optional<FaultPlan> plan = plan();
            int occurrence = passed.merge(step, 1, Integer::sum);
            if (plan.filter(p -> p.step().equals(step) && p.occurrence() == occurrence)
                    .isPresent()) {
                strike(plan.get().victim());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a fault cannot be made", e);
        }
    }

    private Optional<FaultPlan> plan() throws IOException {
        String text = wanted.startsWith("@") ? read(Path.of(wanted.substring(1))) : wanted;
        if (!text.equals(made)) {
            made = text;
            passed.clear();
        }
        return text.lines().findFirst().map(FaultPlan::parse);
    }

    private void strike(FaultPlan.Victim victim) throws IOException {
        if (victim == FaultPlan.Victim.APP) {
            String pid = read(pidFile).strip();
            if (!pid.isEmpty()) {
                processes.find(Long.parseLong(pid)).ifPresent(this::kill);
            }
            return;
        }
        processes.find(ProcessHandle.current().pid()).ifPresent(this::kill);
        while (true) {
            // Not Runtime.halt: what a JVM does at its end, and an exit status, are what a kill -9 lacks.
            LockSupport.park(this);
        }
    }

    private void kill(ProcessId process) {
        processes.signal(process, Signal.KILL);
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
