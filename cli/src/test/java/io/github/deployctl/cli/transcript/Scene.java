package io.github.deployctl.cli.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is typed in one circumstance.
 *
 * @param title the circumstance, and after a colon in what it is special
 * @param notes lines that say what is expected other than usual, or why there is nothing to see: {@code never: WHY}, {@code elsewhere: TEST: WHY},
 *     {@code expect N: WHY}, {@code until: TEXT}, {@code input: LINE} on standard input
 * @param commands as they are typed, after the name of the tool
 */
public record Scene(String title, List<String> notes, List<String> commands) {
    private static final String HEAD = "== ";
    private static final String PROMPT = "$ deployctl ";
    private static final Pattern NOTE = Pattern.compile("(never|elsewhere|expect|until|input)\\b.*");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    public Scene {
        notes = List.copyOf(notes);
        commands = List.copyOf(commands);
    }

    /** Reads the scenes of a text; what was said in them is passed over. */
    static List<Scene> in(String text) {
        // What stands before the first scene is none.
        return Stream.of(text.split("(?m)^" + HEAD, -1))
                .skip(1)
                .map(Scene::parse)
                .toList();
    }

    private static Scene parse(String text) {
        List<String> lines = text.lines().toList();
        return new Scene(
                lines.get(0),
                lines.stream().filter(line -> NOTE.matcher(line).matches()).toList(),
                lines.stream()
                        .filter(line -> line.startsWith(PROMPT))
                        .map(line -> line.substring(PROMPT.length()))
                        .toList());
    }

    /** Returns the words of a command; what stands in single quotes is one. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words;
    }

    public Circumstance circumstance() {
        return Circumstance.of(title.split(":", 2)[0]);
    }

    /** Returns whether it is the one that every verb has. */
    public boolean isUsual() {
        return !title.contains(":");
    }

    /** Returns the rest of the note that begins with {@code word}, from its colon on or, of {@code expect}, from the number on. */
    public Optional<String> note(String word) {
        return notes.stream()
                .filter(note -> note.startsWith(word))
                .map(note ->
                        note.substring(word.length()).replaceFirst("^: ", "").strip())
                .findFirst();
    }

    /** Returns the exit status that these commands have to end with. */
    int exit() {
        return note("expect")
                .map(note -> Integer.parseInt(note.substring(0, note.indexOf(':'))))
                .orElse(circumstance().exit());
    }

    /** Returns the beginning of the text of this scene, up to the first command. */
    String head() {
        return HEAD + title + "\n"
                + String.join("", notes.stream().map(note -> note + "\n").toList());
    }

    /** Returns one command of it with what it has said. */
    static String said(String command, Performed performed) {
        return PROMPT + command + "\n" + marked("err", performed.err()) + marked("out", performed.out()) + "exit "
                + performed.exit() + "\n";
    }

    private static String marked(String stream, String text) {
        StringBuilder marked = new StringBuilder();
        text.lines()
                .forEach(line ->
                        marked.append((stream + "| " + line).stripTrailing()).append('\n'));
        return marked + (text.isEmpty() || text.endsWith("\n") ? "" : stream + "| (no line end)\n");
    }
}
