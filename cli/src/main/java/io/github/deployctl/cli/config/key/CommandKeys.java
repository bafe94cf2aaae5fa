package io.github.deployctl.cli.config.key;

import io.github.deployctl.cli.config.key.Key.Absent;
import java.util.List;

/** A command to be run on the client, in its short and its long form. */
final class CommandKeys {
    private static final Form LINE = Forms.text("line for the shell", "", "(.|\\n)*\\S(.|\\n)*");
    private static final Form WORDS = Forms.listOfSome(Forms.any("words"));

    private CommandKeys() {}

    static List<Key> of(String path, String timeout, String purpose) {
        return List.of(
                new Key(
                        path,
                        Forms.either(LINE, WORDS, Forms.GROUP),
                        Absent.means("nothing is run"),
                        purpose,
                        "./script \"$DEPLOYCTL_APP\""),
                new Key(
                        path + ".command",
                        Forms.either(LINE, WORDS),
                        Absent.REFUSED,
                        "The command, beside `timeout`.",
                        "[./script, \"an argument\"]"),
                new Key(
                        path + ".timeout",
                        Forms.durationAboveZero(),
                        Absent.is(timeout),
                        "For so long it may run. Then it is ended, and has failed.",
                        "5m"));
    }
}
