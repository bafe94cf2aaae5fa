package io.github.deployctl.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks on standard error and reads a line of standard input. Only for a {@link Screen} that {@link Screen#canAnswer}. */
public final class Question {
    private final Console console;

    public Question(Console console) {
        this.console = console;
    }

    /** Returns whether the answer begins with y or Y; the end of input is a no. */
    public boolean isAnsweredYes(String text) {
        return ask(text).toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Returns the answer without blanks around it, empty for just Return or the end of input. */
    public String ask(String text) {
        console.err().print(text);
        console.err().flush();
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            // Byte by byte: what comes after the line end belongs to the next question.
            for (int b = console.in().read();
                    b >= 0 && b != '\n';
                    b = console.in().read()) {
                line.write(b);
            }
            return line.toString(StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
