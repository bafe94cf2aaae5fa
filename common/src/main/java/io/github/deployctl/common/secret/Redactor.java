package io.github.deployctl.common.secret;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes values, and parts of them, out of texts. A part is any {@value Windows#LENGTH} characters in a row, of the value or of a form of it ({@link Forms}): so
 * a line of a key, a password within a URL, the begin of a value that was cut and what is left of one that was broken over two lines are parts. Less than that
 * says little of a value and stands in every other sentence. A shorter value, or line of a value, counts as a whole, where it stands as a word of its own; one of
 * fewer than {@link #SHORTEST} characters, a number of fewer than six digits and a plain yes or no are never taken out: the text would be beyond reading, and the
 * value is no secret. Thread-safe.
 */
public final class Redactor {
    /** In characters. */
    public static final int SHORTEST = 4;

    /** What stands in the place of what was taken out. */
    public static final String INSTEAD = "***";

    /** Takes out nothing. */
    public static final Redactor NONE = of(List.of(), List.of());

    /** A longer one, in characters, is known only as it is: whatever knows a form takes the memory of eight of it. */
    private static final int LONGEST_IN_ALL_FORMS = 4096;

    private static final Set<String> ANSWERS = Set.of("true", "false", "null", "none");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    /** It stands around every key there is (RFC 7468). */
    private static final Pattern ARMOUR = Pattern.compile("-----(?:BEGIN|END) [A-Z0-9 ]+-----");

    private final Windows parts;
    private final Set<String> words;

    private Redactor(Windows parts, Set<String> words) {
        this.parts = parts;
        this.words = words;
    }

    /**
     * Makes one for {@code values}.
     *
     * @param spared texts that anybody may know, names of hosts and folders say: what stands in these too is not taken out
     */
    public static Redactor of(Collection<String> values, Collection<String> spared) {
        List<String> known = new ArrayList<>(spared);
        values.forEach(value -> ARMOUR.matcher(value).results().forEach(found -> known.add(found.group())));
        Windows.Growing parts = new Windows.Growing(Windows.of(known));
        values.stream().filter(Redactor::isTakenOut).forEach(value -> {
            if (value.length() <= LONGEST_IN_ALL_FORMS) {
                Forms.of(value).forEach(parts::add);
            } else {
                parts.add(value);
            }
        });
        Set<String> words = values.stream()
                .flatMap(Redactor::shortLines)
                .filter(value -> spared.stream().noneMatch(text -> text.contains(value)))
                .flatMap(word -> Stream.of(word, Forms.byByte(word)))
                .collect(toUnmodifiableSet());
        return new Redactor(parts.done(), words);
    }

    /** Tells whether a value is kept out of what is shown. */
    public static boolean isTakenOut(String value) {
        return value.length() >= SHORTEST
                && !ANSWERS.contains(value)
                && !value.isBlank()
                && !NUMBER.matcher(value).matches();
    }

    /** Programs write a long value line by line too. */
    private static Stream<String> shortLines(String value) {
        return value.lines().map(String::strip).filter(line -> line.length() < Windows.LENGTH && isTakenOut(line));
    }

    public boolean isEmpty() {
        return parts.isEmpty() && words.isEmpty();
    }

    /** Returns {@code text} with {@link #INSTEAD} for each stretch that is known. */
    public String redact(String text) {
        if (isEmpty() || text.length() < SHORTEST) {
            return text;
        }
        BitSet covered = covered(text);
        return covered.isEmpty() ? text : without(text, covered);
    }

    /** Returns which characters are taken out. */
    BitSet covered(String text) {
        BitSet covered = new BitSet();
        parts.find(text, end -> covered.set(end - Windows.LENGTH, end));
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                if (!isWithin(text, at - 1) && !isWithin(text, at + word.length())) {
                    covered.set(at, at + word.length());
                }
            }
        }
        return covered;
    }

    private static boolean isWithin(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private static String without(String text, BitSet covered) {
        StringBuilder left = new StringBuilder(text.length());
        int at = 0;
        for (int from = covered.nextSetBit(0); from >= 0; from = covered.nextSetBit(at)) {
            int until = covered.nextClearBit(from);
            left.append(text, at, from).append(INSTEAD);
            at = until;
        }
        return left.append(text, at, text.length()).toString();
    }
}
