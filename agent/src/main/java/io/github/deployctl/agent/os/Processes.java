package io.github.deployctl.agent.os;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starting, watching and ending processes. Thread-safe. */
public interface Processes {
    /**
     * Starts a process in a session of its own (setsid(2)), with no blocked signal, default dispositions, and exactly the descriptors 0, 1, 2 and those
     * named by the command. {@code LISTEN_PID} is its own pid where the command's environment sets {@code LISTEN_FDS}.
     *
     * @throws OsException when the program cannot be executed
     */
    ProcessId launch(LaunchCommand command) throws OsException;

    /**
     * Starts a process as {@link #launch} does, whose output goes to pipes instead of the command's log.
     *
     * @throws OsException when the program cannot be executed
     */
    Piped launchPiped(LaunchCommand command) throws OsException;

    /** A process and what it prints; each stream ends when nobody has its other end any more, and is the caller's to close. */
    record Piped(ProcessId process, InputStream out, InputStream err) {}

    /** Calls {@code listener} once, on a thread of its own, when the process has ended; at once when it is gone already. A child is reaped. */
    void onExit(ProcessId process, Consumer<ExitStatus> listener);

    /** Tells whether it runs; a zombie does not, nor does another process that got its number. */
    boolean isAlive(ProcessId process);

    /**
     * Sends a signal to this very process (pidfd_send_signal(2)). Returns false when it is gone.
     *
     * @throws java.io.UncheckedIOException when it is there and may not be signalled, which cannot happen to a process of the same user
     */
    boolean signal(ProcessId process, Signal signal);

    /** Returns what runs under the number {@code pid}. */
    Optional<ProcessId> find(long pid);

    /** Returns the processes of this user, with those that they have started, whose initial environment has {@code name=value} ({@code /proc/<pid>/environ}). */
    List<ProcessId> findByEnvironment(String name, String value);

    /**
     * Returns the processes of the session that {@code leader}, launched here, leads or has led: itself and whatever it has started that did not leave the
     * session (setsid(2)). The number of a session is not given to a new process while a member lives.
     */
    List<ProcessId> session(ProcessId leader);

    /**
     * Lets a process, and what it starts from now on, have of a busy processor only what others leave. It may have threads already.
     *
     * @throws OsException when its threads could not be given back what they have now, so that they keep it
     */
    void lower(ProcessId process) throws OsException, InterruptedException;

    /**
     * Undoes {@link #lower} for all threads that these processes have by now, but for those that have chosen a priority of their own.
     *
     * @throws OsException when some stay as they are
     */
    void raise(List<ProcessId> processes) throws OsException, InterruptedException;

    /** What the agent sends. */
    enum Signal {
        /** End gracefully. */
        TERM,
        /** End now. */
        KILL,
        /** A JVM prints its threads to stdout. */
        QUIT,
        /** Run no further. */
        STOP,
        /** Run on. */
        CONT
    }
}
