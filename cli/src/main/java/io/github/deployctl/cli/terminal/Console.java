package io.github.deployctl.cli.terminal;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param out for the result and nothing else
 * @param err for progress, questions and errors
 * @param situation what is true if the process ends now
 */
public record Console(
        Surroundings surroundings,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Screen screen,
        Situation situation) {
    public Console {
        requireNonNull(surroundings, "surroundings");
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(screen, "screen");
        requireNonNull(situation, "situation");
    }

    /** A console of a process without a terminal. */
    public static Console plain(Surroundings surroundings, PrintStream out, PrintStream err) {
        return new Console(surroundings, InputStream.nullInputStream(), out, err, Screen.NONE, new Situation());
    }

    /** Returns this console with nothing taken for a workflow command that an app, a host or a file has said. */
    Console guarded() {
        return new Console(surroundings, in, GuardedStream.of(out), GuardedStream.of(err), screen, situation);
    }

    /** Returns this console with errors guarded so, if it is that of a job of GitHub Actions. */
    public Console guardedInJob() {
        return OutputChoice.isJob(surroundings)
                ? new Console(surroundings, in, out, GuardedStream.of(err), screen, situation)
                : this;
    }
}
