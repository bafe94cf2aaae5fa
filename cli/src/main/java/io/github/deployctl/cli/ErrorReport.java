package io.github.deployctl.cli;

import io.github.deployctl.cli.command.Verb;
import io.github.deployctl.cli.report.FailureDocument;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Output.Verbosity;
import io.github.deployctl.cli.terminal.OutputMode;
import io.github.deployctl.cli.text.Nearest;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever a command threw into one message and an exit status. */
final class ErrorReport {
    /** What stands for bytes that were no characters. */
    private static final String UNREADABLE = "\uFFFD";

    private final Console console;

    ErrorReport(Console console) {
        this.console = console;
    }

    /** A command line that makes no sense; or that asks for help, which is given whatever else stands there. */
    int wrongUsage(ParameterException e, List<String> arguments) {
        CommandLine line = e.getCommandLine();
        List<String> options = arguments.contains("--") ? arguments.subList(0, arguments.indexOf("--")) : arguments;
        if (options.contains("-h") || options.contains("--help")) {
            line.usage(console.out());
            return 0;
        }
        String help = line.getCommandSpec().qualifiedName() + " --help";
        Failure failure = e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? tooEarly(line, unmatched.getUnmatched().get(0), options)
                        .orElseGet(() -> wrong(unknown(line, unmatched)).hint(help))
                : wrong(WrongUsage.text(e)).hint(help);
        return refuse(line, failure, options);
    }

    /**
     * Refuses a command line that has bytes which are no characters in this process's locale. In their place Java has put U+FFFD, and a file or a release of such
     * a name would be another one.
     */
    Optional<Integer> unreadable(CommandLine line, List<String> arguments) {
        CommandLine named = line;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).contains(UNREADABLE)) {
                Failure failure = wrong("argument " + (i + 1) + " cannot be read in this locale");
                return Optional.of(refuse(named, failure.hint("LC_ALL=C.UTF-8 deployctl ..."), arguments));
            }
            named = named.getSubcommands().getOrDefault(arguments.get(i), named);
        }
        return Optional.empty();
    }

    private int refuse(CommandLine line, Failure failure, List<String> options) {
        // Of what the output was wished to be no more was understood than whether a program reads it.
        OutputMode mode = line.getCommand() instanceof Verb ? wished(options) : OutputMode.AUTO;
        Output output = Output.choose(console, mode, Verbosity.QUIET, true);
        if (mode.isJson()) {
            output.document(FailureDocument.of(name(line), failure));
        } else {
            output.error(FailureText.of(failure));
        }
        output.finish(FailureCode.USAGE.exitStatus());
        return FailureCode.USAGE.exitStatus();
    }

    private static OutputMode wished(List<String> words) {
        String all = String.join(" ", words).toLowerCase(Locale.ROOT);
        if (all.matches("(.* )?--output[= ]jsonl( .*)?")) {
            return OutputMode.JSONL;
        }
        return words.contains("--json") || all.matches("(.* )?--output[= ]json( .*)?")
                ? OutputMode.JSON
                : OutputMode.AUTO;
    }

    private static Failure wrong(String what) {
        return Failure.of(FailureCode.USAGE, "nothing was done: " + what);
    }

    /** An option before its command, where other tools take it. */
    private static Optional<Failure> tooEarly(CommandLine line, String word, List<String> arguments) {
        String option = word.replaceFirst("=.*", "");
        return arguments.stream()
                .map(line.getSubcommands()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(CommandLine::getCommandSpec)
                .filter(verb -> verb.findOption(option) != null)
                .map(verb -> wrong("option " + Quoted.of(option) + " belongs after its command")
                        .hint(
                                verb.findOption(option).hidden()
                                        ? verb.qualifiedName() + ", and in it a command with " + option
                                        : verb.qualifiedName() + " " + option + " ..."));
    }

    private static String unknown(CommandLine line, UnmatchedArgumentException e) {
        String word = e.getUnmatched().get(0);
        List<String> known = new ArrayList<>(line.getSubcommands().keySet());
        line.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
        String kind = e.isUnknownOption() ? "option " : line.getSubcommands().isEmpty() ? "argument " : "command ";
        return "unknown " + kind + Quoted.of(word)
                + Nearest.to(word, known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
    }

    /** A command that ended by throwing. */
    int ended(Exception e, CommandLine line) {
        if (e instanceof FailureException expected) {
            return failed(expected.failure(), line);
        }
        return defect(e, line);
    }

    private int failed(Failure failure, CommandLine line) {
        Optional<Output> chosen = output(line);
        if (chosen.isEmpty()) {
            FailureText.of(failure).forEach(console.err()::println);
        } else if (chosen.get().isJson()) {
            chosen.get().document(FailureDocument.of(name(line), failure));
        } else {
            chosen.get().error(FailureText.of(failure));
        }
        return failure.code().exitStatus();
    }

    /** Returns how the command wants to be shown, if it says so and that can be had. */
    private Optional<Output> output(CommandLine line) {
        try {
            return line.getCommand() instanceof Verb verb
                    ? Optional.of(verb.output().on(console))
                    : Optional.empty();
        } catch (FailureException e) {
            return Optional.empty();
        }
    }

    private static String name(CommandLine line) {
        return line.getCommandSpec().qualifiedName(" ").replaceFirst("^\\S+ ?", "");
    }

    /** Something that should not be possible. */
    int defect(Throwable e, CommandLine line) {
        boolean verbose =
                line.getCommand() instanceof Verb verb && verb.output().isVerbose();
        List<String> lines = new ArrayList<>();
        String what = name(line) + " broke off: a defect of deployctl ("
                + e.getClass().getSimpleName() + ")";
        lines.add("deployctl: " + what + "; "
                + (verbose ? "the trace follows" : "run it again with --verbose to see the trace"));
        String standing = console.situation().now();
        if (!standing.isEmpty()) {
            lines.add(standing);
        }
        Optional<Output> output = output(line);
        output.filter(Output::isJson)
                .ifPresent(shown -> shown.document(FailureDocument.of(
                        name(line), Failure.of(FailureCode.BUG, what).serving(standing.isEmpty() ? null : standing))));
        output.ifPresentOrElse(shown -> shown.error(lines), () -> lines.forEach(console.err()::println));
        output.ifPresent(shown -> shown.log().add(trace(e)));
        if (verbose) {
            console.err().print(trace(e));
            console.err().flush();
        }
        return FailureCode.BUG.exitStatus();
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
