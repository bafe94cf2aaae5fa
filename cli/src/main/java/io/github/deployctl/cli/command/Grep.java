package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.deploy.LogWatch;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.release.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Lets lines through in which an expression is found. That is done here: one that takes for ever then takes no time of a host's. */
record Grep(Pattern wanted) {
    Grep {
        requireNonNull(wanted, "wanted");
    }

    /** Returns what lets through lines that match {@code expression}, or all where there is none. */
    static Grep of(@Nullable String expression) throws FailureException {
        try {
            return new Grep(Pattern.compile(expression == null ? "" : expression));
        } catch (PatternSyntaxException e) {
            throw Failure.of(
                            FailureCode.USAGE,
                            "--grep " + Quoted.of(e.getPattern()) + " is no regular expression: " + e.getDescription())
                    .hint("a backslash before each of . * + ? ( ) [ ] { } | ^ $ that is meant as it stands")
                    .asException();
        }
    }

    /** Returns a reader whose lines reach {@code reader} where they match. */
    LogWatch.Reader before(LogWatch.Reader reader) {
        return (host, event) -> {
            if (!(event instanceof Event.Logged logged)) {
                return reader.take(host, event);
            }
            List<String> found = new ArrayList<>();
            for (String line : logged.lines()) {
                if (isIn(line)) {
                    found.add(line);
                }
            }
            return found.isEmpty()
                    || reader.take(host, new Event.Logged(logged.generation(), found, logged.byMillis()));
        };
    }

    private boolean isIn(String line) throws FailureException {
        try {
            return wanted.matcher(line).find();
        } catch (StackOverflowError e) {
            // java.util.regex calls itself for each repetition of a group that has choices in it.
            throw Failure.of(
                            FailureCode.USAGE,
                            "--grep " + Quoted.of(wanted.pattern()) + " is too costly for a line of " + line.length()
                                    + " characters")
                    .hint("an expression without choices in a group that is repeated: [ab]+ for (a|b)+")
                    .asException();
        }
    }
}
