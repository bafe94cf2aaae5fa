package io.github.deployctl.cli;

import io.github.deployctl.cli.command.Commands;
import io.github.deployctl.cli.command.Verb;
import io.github.deployctl.cli.demo.Tool;
import io.github.deployctl.cli.help.ExitCodes;
import io.github.deployctl.cli.remote.ssh.Loans;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.JlineScreen;
import io.github.deployctl.cli.terminal.Situation;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

/** The command {@code deployctl}. */
public final class Deployctl {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private Deployctl() {}

    public static void main(String[] args) {
        byte[] written = WrittenAnswers.to(System.getProperty("deployctl.home"), args);
        if (written != null) {
            ResultStream results = results();
            PrintStream out = new PrintStream(results);
            out.write(written, 0, written.length);
            out.flush();
            if (results.fault().isPresent()) {
                System.exit(told(0, results, System.err));
            }
            return;
        }
        System.exit(start(args));
    }

    /** Runs one command as this process's only one, with the terminal and the signals that it has, and returns its exit status. */
    public static int start(String... args) {
        FirstSign sign = new FirstSign(System.err, System.getProperty("deployctl.sign") != null);
        HeadStart.begin(args);
        ResultStream results = results();
        Console console;
        try {
            console = ownConsole(sign, results).discreet();
        } catch (InvalidPathException e) {
            System.err.println(
                    "deployctl: nothing was done: the name of your home folder cannot be read in this locale");
            System.err.println("Try: LC_ALL=C.UTF-8 deployctl ...");
            return FailureCode.USAGE.exitStatus();
        }
        Interruption interruption = Interruption.watch(console);
        try {
            return told(run(List.of(args), console), results, console.err());
        } finally {
            interruption.end();
            sign.clear();
        }
    }

    private static ResultStream results() {
        // Not buffered: what is printed without the end of a line is to be seen too.
        return new ResultStream(new FileOutputStream(FileDescriptor.out));
    }

    /** A program that reads an empty file must not take it for the result. */
    private static int told(int status, ResultStream results, PrintStream err) {
        results.fault().ifPresent(why -> {
            err.println("deployctl: the result was not written in full: " + why);
            err.println("what the command has done is done");
        });
        return status == 0 && results.fault().isPresent() ? ExitCodes.UNWRITTEN : status;
    }

    /** Runs one command in this process and returns its exit status. Everything it needs of the outside comes with {@code console}. */
    public static int run(List<String> args, Console console) {
        return run(args, console, line -> {});
    }

    /** As it is given to those of its commands that run others. */
    private static final class Self implements Tool {
        @Override
        public int run(List<String> words, Console console) {
            return Deployctl.run(words, console);
        }

        @Override
        public int run(List<String> words, Console console, Loans loans) {
            return Deployctl.run(words, console, line -> Commands.lend(line, loans));
        }
    }

    private static int run(List<String> args, Console console, Consumer<CommandLine> equipment) {
        console.secrets().learnArguments(args);
        Console guarded =
                (asks(args) ? console : console.withoutAnswers()).discreet().guardedInJob();
        ErrorReport report = new ErrorReport(guarded);
        CommandLine line = Commands.on(guarded, new Self(), args);
        equipment.accept(line);
        line.setParameterExceptionHandler((e, arguments) -> report.wrongUsage(e, List.of(arguments)));
        line.setExecutionExceptionHandler((e, command, parsed) -> report.ended(e, command));
        int status = report.unreadable(line, args).orElseGet(() -> execute(line, args, report));
        verb(line).ifPresent(verb -> verb.output().finish(status));
        // The end of a long text waits for what may come after it.
        guarded.out().flush();
        guarded.err().flush();
        return status;
    }

    /** Whoever asks has the console before the command line is read. What comes after {@code --} is for a host. */
    private static boolean asks(List<String> args) {
        int end = args.indexOf("--");
        return !args.subList(0, end < 0 ? args.size() : end).contains("--no-input");
    }

    private static int execute(CommandLine line, List<String> args, ErrorReport report) {
        try {
            return line.execute(args.toArray(String[]::new));
        } catch (LinkageError | StackOverflowError | OutOfMemoryError e) {
            return report.defect(e, deepest(line));
        }
    }

    /** Returns the verb that was executed, where there was one that shows something. */
    private static Optional<Verb> verb(CommandLine line) {
        return deepest(line).getCommand() instanceof Verb verb ? Optional.of(verb) : Optional.empty();
    }

    private static CommandLine deepest(CommandLine line) {
        CommandLine deepest = line;
        while (deepest.getParseResult() != null && deepest.getParseResult().hasSubcommand()) {
            deepest = deepest.getParseResult().subcommand().commandSpec().commandLine();
        }
        return deepest;
    }

    private static Console ownConsole(FirstSign sign, ResultStream results) {
        Surroundings surroundings = new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")).toAbsolutePath(),
                System.getProperty("user.name", "unknown"),
                machine(),
                Clock.systemUTC());
        return new Console(
                surroundings,
                System.in,
                new PrintStream(sign.before(results), true, StandardCharsets.UTF_8),
                new PrintStream(sign.before(System.err), true, StandardCharsets.UTF_8),
                new JlineScreen(),
                new Situation());
    }

    /** The kernel knows the name at once; a resolver may take seconds. */
    private static String machine() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("unknown");
        }
    }
}
