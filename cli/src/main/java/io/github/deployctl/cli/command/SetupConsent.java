package io.github.deployctl.cli.command;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.setup.Consent;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Question;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import org.jspecify.annotations.Nullable;

/**
 * Asks on a terminal. Without one a setup goes on, since it takes nothing away, and a removal does not.
 *
 * @param again the same command
 */
record SetupConsent(Console console, Mode mode, boolean removal, String again) implements Consent {
    /** What was said beforehand. */
    enum Mode {
        ASK,
        YES,
        LOOK_ONLY
    }

    @Override
    public boolean isJavaWanted(HostAddress host) {
        return mode == Mode.ASK
                && console.screen().canAnswer()
                && new Question(console)
                        .isAnsweredYes(host.label() + " has no Java 17 or newer. Install its distribution's? [y/N] ");
    }

    @Override
    public boolean isWanted(HostAddress host, int changes) throws FailureException {
        if (mode != Mode.ASK) {
            return mode == Mode.YES;
        }
        if (!console.screen().canAnswer()) {
            if (removal) {
                throw kept(host, FailureCode.USAGE, "there is no terminal to ask on", again + " --yes");
            }
            return true;
        }
        String question = removal
                ? "Remove all of that from " + host.label() + ", releases and logs too? [y/N] "
                : "Do that on " + host.label() + "? [y/N] ";
        if (!new Question(console).isAnsweredYes(question)) {
            throw kept(host, FailureCode.NOT_DEPLOYED, "the answer was not yes", null);
        }
        return true;
    }

    private static FailureException kept(HostAddress host, FailureCode code, String why, @Nullable String hint) {
        return Failure.of(code, "left as it is: " + why)
                .serving("nothing was changed on " + host.label())
                .hint(hint)
                .asException();
    }
}
