package io.github.deployctl.cli.terminal;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.secret.KnownSecrets;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param out for the result and nothing else
 * @param err for progress, questions and errors
 * @param situation what is true if the process ends now
 * @param secrets what is not to be shown
 */
public record Console(
        Surroundings surroundings,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Screen screen,
        Situation situation,
        KnownSecrets secrets) {
    public Console {
        requireNonNull(surroundings, "surroundings");
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(screen, "screen");
        requireNonNull(situation, "situation");
        requireNonNull(secrets, "secrets");
    }

    /** One that is to show nothing of the secrets that its surroundings have. */
    public Console(
            Surroundings surroundings,
            InputStream in,
            PrintStream out,
            PrintStream err,
            Screen screen,
            Situation situation) {
        this(surroundings, in, out, err, screen, situation, KnownSecrets.of(surroundings.environment()));
    }

    /** A console of a process without a terminal. */
    public static Console plain(Surroundings surroundings, PrintStream out, PrintStream err) {
        return new Console(surroundings, InputStream.nullInputStream(), out, err, Screen.NONE, new Situation());
    }

    /** Returns this console with streams that show no secret. */
    public Console discreet() {
        return new Console(
                surroundings,
                in,
                RedactedStream.of(out, secrets),
                RedactedStream.of(err, secrets),
                screen,
                situation,
                secrets);
    }

    /** Returns where the result goes that was made without a secret in it: of a document no more than the texts may be replaced. */
    PrintStream outForDocuments() {
        if (out instanceof GuardedStream) {
            return GuardedStream.of(RedactedStream.rawOf(GuardedStream.rawOf(out)));
        }
        return RedactedStream.rawOf(out);
    }

    /**
     * Returns the console of one of several commands that this process runs: it has the same secrets, and a situation of its own.
     *
     * @param input what it may read
     * @param curtain falls when nobody is to see any more what it writes
     */
    public Console forCommand(InputStream input, Curtain curtain) {
        return new Console(
                surroundings,
                input,
                curtain.before(RedactedStream.rawOf(GuardedStream.rawOf(out))),
                curtain.before(RedactedStream.rawOf(GuardedStream.rawOf(err))),
                screen,
                new Situation(),
                secrets);
    }

    /** Returns this console with nobody there who could be asked anything. */
    public Console withoutAnswers() {
        return new Console(surroundings, in, out, err, Screen.withoutAnswers(screen), situation, secrets);
    }

    /** Returns this console with nothing taken for a workflow command that an app, a host or a file has said. */
    Console guarded() {
        return new Console(surroundings, in, GuardedStream.of(out), GuardedStream.of(err), screen, situation, secrets);
    }

    /** Returns this console with errors guarded so, if it is that of a job of GitHub Actions. */
    public Console guardedInJob() {
        return OutputChoice.isJob(surroundings)
                ? new Console(surroundings, in, out, GuardedStream.of(err), screen, situation, secrets)
                : this;
    }
}
