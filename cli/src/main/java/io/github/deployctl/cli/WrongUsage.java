package io.github.deployctl.cli;

import io.github.deployctl.common.release.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** What is wrong with a command line, in the words of the other messages; picocli's own speak of its model. */
final class WrongUsage {
    private static final Pattern INVALID = Pattern.compile("(?s)Invalid value for [^:]*: (.*)");
    private static final Pattern NO_NUMBER = Pattern.compile("'(.*)' is not an? (?:int|long)", Pattern.DOTALL);
    private static final Pattern NO_CHOICE =
            Pattern.compile("expected one of \\[(.*?)](?: \\(case-insensitive\\))? but was '(.*)'", Pattern.DOTALL);

    private WrongUsage() {}

    static String text(ParameterException e) {
        @Nullable ArgSpec argument = e.getArgSpec();
        String own = String.valueOf(e.getMessage());
        if (e instanceof OverwrittenOptionException twice && twice.getOverwritten() != null) {
            return name(twice.getOverwritten()) + " stands twice";
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            ArgSpec first = missing.getMissing().get(0);
            boolean isBare = first instanceof OptionSpec && own.contains("parameter");
            return name(first) + (isBare ? " needs a value: " + first.paramLabel() : " is missing");
        }
        Matcher invalid = INVALID.matcher(own);
        return firstLine(argument != null && invalid.matches() ? name(argument) + because(invalid.group(1)) : own);
    }

    private static String because(String reason) {
        Matcher number = NO_NUMBER.matcher(reason);
        if (number.matches()) {
            return " must be a whole number, not " + Quoted.of(number.group(1));
        }
        Matcher choice = NO_CHOICE.matcher(reason);
        if (choice.matches()) {
            List<String> words =
                    List.of(choice.group(1).toLowerCase(Locale.ROOT).split(", "));
            return " must be one of " + String.join(", ", words) + ", not " + Quoted.of(choice.group(2));
        }
        return ": " + reason;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? "option " + option.longestName() : argument.paramLabel();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
