package io.github.deployctl.cli.remote;

import io.github.deployctl.common.failure.FailureException;
import java.util.function.Consumer;

/** A login on a host that runs commands. Used by one thread; {@link #close} by any. */
public interface RemoteLogin extends AutoCloseable {
    /**
     * Runs a command in the login's shell and waits for its end.
     *
     * @param input all of its standard input
     * @param deadline for all of it
     * @param lines gets what it says, standard output first, in this thread; long ones are cut, and too many end the run
     * @return its exit status
     * @throws FailureException {@code UNREACHABLE} when the end was not seen: it may have done its work, or part of it
     */
    int run(String command, String input, Deadline deadline, Consumer<String> lines) throws FailureException;

    @Override
    void close();
}
