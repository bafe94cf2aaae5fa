package io.github.deployctl.agent.os;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imagined processes. They end when the test says so, or by KILL, or by TERM unless they were told to ignore it. Exit listeners are called at once, on the
 * thread that ends the process, so that a test needs no waiting. Thread-safe.
 */
public final class FakeProcesses implements Processes {
    private final Map<ProcessId, LaunchCommand> running = new LinkedHashMap<>();
    private final Map<ProcessId, ExitStatus> ended = new LinkedHashMap<>();
    private final Map<ProcessId, List<Consumer<ExitStatus>>> listeners = new LinkedHashMap<>();
    private final Map<ProcessId, List<Signal>> signals = new LinkedHashMap<>();
    private final Map<ProcessId, ProcessId> leaders = new LinkedHashMap<>();
    private final Set<Long> ignoresTerm = new TreeSet<>();
    private final Set<ProcessId> stopped = new HashSet<>();
    private final List<LaunchCommand> launched = new ArrayList<>();
    private final Set<ProcessId> low = new LinkedHashSet<>();
    private final List<ProcessId> raised = new ArrayList<>();
    private @Nullable OsException refusal;
    private long lastPid = 100;

    /** The next {@link #launch} fails so. */
    public synchronized void refuseNext(OsException why) {
        refusal = why;
    }

    /** Returns every command that was launched, in order. */
    public synchronized List<LaunchCommand> launched() {
        return List.copyOf(launched);
    }

    /** Returns what runs, in the order it was launched. */
    public synchronized List<ProcessId> running() {
        return List.copyOf(running.keySet());
    }

    /** Returns what was sent to a process, in order. */
    public synchronized List<Signal> signals(ProcessId process) {
        return List.copyOf(signals.getOrDefault(process, List.of()));
    }

    /** Whoever was to be told of an exit is gone. */
    public synchronized void stopTelling() {
        listeners.clear();
    }

    public synchronized void ignoreTerm(ProcessId process) {
        ignoresTerm.add(process.pid());
    }

    /** Ends a process that runs. */
    public synchronized void end(ProcessId process, ExitStatus status) {
        if (running.remove(process) == null) {
            throw new IllegalStateException(process + " does not run");
        }
        ended.put(process, status);
        List<Consumer<ExitStatus>> told = listeners.remove(process);
        if (told != null) {
            told.forEach(listener -> listener.accept(status));
        }
    }

    /** What it prints is nothing. */
    @Override
    public Piped launchPiped(LaunchCommand command) throws OsException {
        return new Piped(launch(command), InputStream.nullInputStream(), InputStream.nullInputStream());
    }

    @Override
    public synchronized ProcessId launch(LaunchCommand command) throws OsException {
        OsException why = refusal;
        refusal = null;
        if (why != null) {
            throw why;
        }
        ProcessId process = new ProcessId(++lastPid, lastPid * 10);
        running.put(process, command);
        launched.add(command);
        return process;
    }

    /** Lets a process start another, which stays in its session. */
    public synchronized ProcessId fork(ProcessId leader) {
        LaunchCommand command = running.get(leader);
        if (command == null) {
            throw new IllegalStateException(leader + " does not run");
        }
        ProcessId child = new ProcessId(++lastPid, lastPid * 10);
        running.put(child, command);
        leaders.put(child, leader);
        return child;
    }

    @Override
    public synchronized List<ProcessId> session(ProcessId leader) {
        return running.keySet().stream()
                .filter(process -> leaders.getOrDefault(process, process).equals(leader))
                .toList();
    }

    @Override
    public synchronized void onExit(ProcessId process, Consumer<ExitStatus> listener) {
        if (running.containsKey(process)) {
            listeners.computeIfAbsent(process, unused -> new ArrayList<>()).add(listener);
        } else {
            listener.accept(ended.getOrDefault(process, new ExitStatus.Unknown()));
        }
    }

    @Override
    public synchronized boolean isAlive(ProcessId process) {
        return running.containsKey(process);
    }

    @Override
    public synchronized boolean signal(ProcessId process, Signal signal) {
        if (!isAlive(process)) {
            return false;
        }
        signals.computeIfAbsent(process, unused -> new ArrayList<>()).add(signal);
        if (signal == Signal.STOP) {
            stopped.add(process);
        } else if (signal == Signal.CONT) {
            stopped.remove(process);
        }
        boolean term = signals.get(process).contains(Signal.TERM) && !ignoresTerm.contains(process.pid());
        if (signal == Signal.KILL || (term && !stopped.contains(process))) {
            end(process, new ExitStatus.Signaled(signal == Signal.KILL ? "SIGKILL" : "SIGTERM"));
        }
        return true;
    }

    /** Tells whether it was told to run no further. */
    public boolean isStopped(ProcessId process) {
        return stopped.contains(process);
    }

    @Override
    public synchronized Optional<ProcessId> find(long pid) {
        return running.keySet().stream().filter(process -> process.pid() == pid).findFirst();
    }

    @Override
    public synchronized List<ProcessId> findByEnvironment(String name, String value) {
        return running.entrySet().stream()
                .filter(entry -> value.equals(entry.getValue().env().get(name)))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized void lower(ProcessId process) {
        if (isAlive(process)) {
            low.add(process);
        }
    }

    @Override
    public synchronized void raise(List<ProcessId> processes) {
        processes.stream().filter(low::remove).forEach(raised::add);
    }

    /** Returns what was lowered and not raised since. */
    public synchronized Set<ProcessId> low() {
        return Set.copyOf(low);
    }

    /** Returns what was lowered once and raised again, in that order. */
    public synchronized List<ProcessId> raised() {
        return List.copyOf(raised);
    }
}
