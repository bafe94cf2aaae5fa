package io.github.deployctl.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/**
 * Lines that somebody types at the process's own terminal, with a history and completion. What it shows goes to standard error. Used by one thread; Ctrl-C comes
 * in one of its own.
 */
public final class Prompt implements AutoCloseable {
    private static final String MORE = "> ";

    private final Terminal terminal;
    private final LineReader reader;
    private final Remembered remembered = new Remembered();
    private volatile Runnable interrupt = () -> {};

    /** What may stand at a place in a line. */
    public interface Completion {
        /**
         * Returns it, whatever the word there begins with.
         *
         * @param words before it
         * @param begun the part of it that is there
         */
        List<Word> of(List<String> words, String begun);

        /** A word and what it is about. */
        record Word(String text, String about) {}
    }

    /** Whether a line goes on, with the next that is typed. */
    @FunctionalInterface
    public interface Unfinished {
        boolean test(String line);
    }

    private Prompt(Terminal terminal, Completion completion, Unfinished unfinished) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("deployctl")
                .parser(new Lines(unfinished))
                .completer((line, parsed, candidates) -> complete(completion, parsed, candidates))
                .history(remembered)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
                .variable(LineReader.BELL_STYLE, "none")
                // An exclamation mark is one.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        // Between two lines Ctrl-C is whoever's it is that runs; the reader has one of its own while it reads.
        terminal.handle(Signal.INT, signal -> interrupt.run());
        terminal.handle(Signal.QUIT, SignalHandler.SIG_IGN);
    }

    /**
     * Takes over the terminal.
     *
     * @throws IOException when that cannot be done
     */
    public static Prompt open(Completion completion, Unfinished unfinished) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .name("deployctl")
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                .provider("jni")
                .encoding(StandardCharsets.UTF_8)
                // It would ask the terminal, and wait for an answer that not every one gives.
                .graphemeCluster(false)
                .nativeSignals(true)
                .build();
        return new Prompt(terminal, completion, unfinished);
    }

    /** Has {@code work} done, in a thread of its own, when Ctrl-C is typed while no line is read. */
    public void onInterrupt(Runnable work) {
        interrupt = work;
    }

    /** Returns the next line; an empty one for Ctrl-C, and nothing for the end, which Ctrl-D is. */
    public Optional<String> read(String text) {
        try {
            return Optional.of(reader.readLine(text));
        } catch (UserInterruptException e) {
            return Optional.of("");
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    /** Adds a line to those that can be called back. */
    public void remember(String line) {
        remembered.remember(line);
    }

    /** Returns what is typed at questions while no line is read; {@code curtain} ends it when it falls. */
    public InputStream answers(InputStream typed, Curtain curtain) {
        return new TypedAnswers(terminal, typed, curtain);
    }

    private static void complete(Completion completion, ParsedLine parsed, List<Candidate> candidates) {
        String begun = parsed.word().substring(0, parsed.wordCursor());
        completion
                .of(parsed.words().subList(0, parsed.wordIndex()), begun)
                .forEach(word -> candidates.add(new Candidate(
                        word.text(),
                        word.text(),
                        null,
                        word.about().isEmpty() ? null : word.about(),
                        null,
                        null,
                        !word.text().endsWith("/"))));
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }

    /** The reader adds every line; which one is fit to be called back is known when it has run. */
    private static final class Remembered extends DefaultHistory {
        private boolean fit;

        void remember(String line) {
            fit = true;
            add(line);
            fit = false;
        }

        @Override
        public void add(Instant time, String line) {
            if (fit) {
                super.add(time, line);
            }
        }
    }

    /** The words of a line matter where they are completed; else only whether it has an end. */
    private static final class Lines implements Parser {
        private final DefaultParser words = new DefaultParser();
        private final Unfinished unfinished;

        Lines(Unfinished unfinished) {
            this.unfinished = unfinished;
        }

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && unfinished.test(line)) {
                throw new EOFError(-1, -1, "it goes on");
            }
            return words.parse(line, cursor, ParseContext.COMPLETE);
        }
    }
}
