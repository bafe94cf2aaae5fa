package io.github.deployctl.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Asks on standard error and reads a line of standard input. Only for a {@link Screen} that {@link Screen#canAnswer}. */
public final class Question {
    /** Of a line that a terminal gives at once, termios(3). */
    private static final int LONGEST_SECRET = 4096;

    private final Console console;

    public Question(Console console) {
        this.console = console;
    }

    /** Returns whether the answer begins with y or Y; the end of input is a no. */
    public boolean isAnsweredYes(String text) {
        return ask(text).toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Returns the answer, which is shown neither while it is typed nor in anything that this process writes afterwards; empty for just Return, the end of input, or a terminal that does not obey. */
    public char[] askSecret(String text) {
        show(text);
        byte[] line = new byte[LONGEST_SECRET];
        int length = 0;
        try (Screen.Hidden hidden = console.screen().hide()) {
            console.situation().putBackWhenInterrupted(hidden::close);
            for (int b = console.in().read();
                    b >= 0 && b != '\n' && length < LONGEST_SECRET;
                    b = console.in().read()) {
                line[length++] = (byte) b;
            }
            CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line, 0, length));
            char[] secret = new char[chars.remaining()];
            chars.get(secret).rewind();
            // Also one that turns out to be wrong: it may be right elsewhere.
            console.secrets().learnTyped(new String(secret));
            while (chars.hasRemaining()) {
                chars.put('\0');
            }
            return secret;
        } catch (IOException e) {
            console.err().println();
            return new char[0];
        } finally {
            console.situation().putBackWhenInterrupted(() -> {});
            console.situation().isAsking(false);
            Arrays.fill(line, (byte) 0);
        }
    }

    /** Returns the answer without blanks around it, empty for just Return or the end of input. */
    public String ask(String text) {
        show(text);
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
        } finally {
            console.situation().isAsking(false);
        }
    }

    /** Takes away a line that lives, for a question in the midst of work. */
    public Question instead() {
        console.situation().isAsking(true);
        console.situation().clear();
        return this;
    }

    /** A line that lives stands still until the answer is there. */
    private void show(String text) {
        console.situation().isAsking(true);
        console.err().print(text);
        console.err().flush();
    }
}
