package io.github.deployctl.cli;

import io.github.deployctl.cli.command.Verb;
import io.github.deployctl.cli.report.FailureDocument;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.text.Nearest;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.release.Quoted;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever a command threw into one message and an exit status. */
final class ErrorReport {
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
        String said = e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? unknown(line, unmatched)
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        Failure failure = Failure.of(FailureCode.USAGE, "nothing was done: " + said)
                .hint(line.getCommandSpec().qualifiedName() + " --help");
        FailureText.of(failure).forEach(console.err()::println);
        return FailureCode.USAGE.exitStatus();
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
        if (line.getCommand() instanceof Verb verb && verb.output().isJson()) {
            console.out().print(Json.writePretty(FailureDocument.of(line.getCommandName(), failure)));
            console.out().flush();
        } else {
            FailureText.of(failure).forEach(console.err()::println);
        }
        return failure.code().exitStatus();
    }

    /** Something that should not be possible. */
    int defect(Throwable e, CommandLine line) {
        boolean verbose =
                line.getCommand() instanceof Verb verb && verb.output().isVerbose();
        console.err()
                .println("deployctl: " + line.getCommandName() + " broke off: a defect of deployctl ("
                        + e.getClass().getSimpleName() + "); "
                        + (verbose ? "the trace follows" : "run it again with --verbose to see the trace"));
        String standing = console.situation().now();
        if (!standing.isEmpty()) {
            console.err().println(standing);
        }
        if (verbose) {
            e.printStackTrace(console.err());
        }
        return FailureCode.BUG.exitStatus();
    }
}
