package io.github.deployctl.common.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of a command, and lines for a shell, with {@link Redactor#INSTEAD} for what looks like a secret: what is set under a name that says so, in whatever
 * way, a password before the name of a server, and what is a token by its form. A reference to a variable is none. What is left may still be a secret: nobody
 * can tell by looking.
 */
public final class DiscreetWords {
    private static final String VALUE = "(\"[^\"]*\"|'[^']*'|[^\\s\"';|&]+)";
    private static final Pattern REFERENCE = Pattern.compile("[\"']?\\$(\\{[A-Za-z_][^}]*}|[A-Za-z_]\\w*)[\"']?");

    /** What an option of the JVM itself is set to is no secret. */
    private static final String JVM = "-XX:";

    private static final Pattern WORD = Pattern.compile("(?s)([^=\\s/]+)=(.+)");
    // From the beginning of a name on and without a second try, else one long word takes the square of its length.
    private static final Pattern ASSIGNED = Pattern.compile("(?<![\\w.-])([\\w.-]++)=" + VALUE);
    private static final Pattern PARAMETER = Pattern.compile("(?<=[?&;,=])([\\w.-]+)=([^&;,\\s\"']+)");
    private static final Pattern OPTION = Pattern.compile("(?<!\\S)(--?[\\w.-]+)\\s+(?!-)" + VALUE);
    private static final String CREDENTIALS = "(?:(?:Bearer|Basic|Token)\\s+)?([^\\s\"']+)";
    private static final Pattern HEADER =
            Pattern.compile("(?<![\\w-])([\\w-]++):\\s+" + CREDENTIALS, Pattern.CASE_INSENSITIVE);
    /** Of curl(1) and wget(1); a space after the colon is not needed there. */
    private static final Pattern HEADER_OPTION = Pattern.compile(
            "(?<!\\S)(?:-H|--header)[\\s=]*[\"']?([\\w-]++):\\s*" + CREDENTIALS, Pattern.CASE_INSENSITIVE);
    /** A member of an object in JSON, also where a shell wants its quotes escaped. */
    private static final Pattern MEMBER =
            Pattern.compile("\\\\?[\"']([\\w.-]++)\\\\?[\"']\\s*:\\s*(\\\\?\"[^\"]*\"|'[^']*'|[^\\s,}\"']+)");
    /** Of curl(1) and wget(1). */
    private static final Pattern LOGIN =
            Pattern.compile("(?<!\\S)(?:-u|--user)(?:\\s+|=)[\"']?[^\\s:\"']+:([^\\s\"']+)");

    private static final List<Pattern> AS_THEY_ARE = List.of(
            // user:password@host, and Oracle's user/password@host
            Pattern.compile("://[^\\s:/@]*:([^\\s/@]+)@"),
            Pattern.compile(":thin:[^\\s/@]+/([^\\s@]+)@"),
            // GitHub, GitLab, Slack, AWS, and any JSON Web Token
            Pattern.compile(
                    "\\b(gh[a-z]_\\w{16,}|github_pat_\\w{16,}|glpat-[\\w-]{16,}|xox[a-z]-[\\w-]{8,}|AKIA[0-9A-Z]{12,}|eyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*)"),
            // Whoever knows the address of a web hook may use it.
            Pattern.compile(
                    "(?<=/)((?=\\w{0,64}[0-9])(?=\\w{0,64}[A-Za-z])\\w{20,}|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})"));

    private DiscreetWords() {}

    /** Returns the words of one command. */
    public static List<String> of(List<String> words) {
        List<String> shown = new ArrayList<>();
        String before = "";
        for (String word : words) {
            shown.add(after(before, word));
            before = word;
        }
        return shown;
    }

    /** Returns a word, or a line of words for a shell. */
    public static String of(String text) {
        if (text.startsWith(JVM) && text.indexOf(' ') < 0) {
            return text;
        }
        Matcher word = WORD.matcher(text);
        // A line for a shell begins with the name of a program, or sets variables before it.
        boolean isWord = text.startsWith("-") || text.chars().noneMatch(Character::isWhitespace);
        if (isWord && word.matches() && isNamedSo(word.group(1))) {
            return word.group(1) + "=" + hidden(word.group(2));
        }
        String shown = text;
        for (Pattern named : new Pattern[] {OPTION, HEADER, HEADER_OPTION, MEMBER, ASSIGNED, PARAMETER}) {
            shown = named.matcher(shown)
                    .replaceAll(found -> isNamedSo(found.group(1)) ? without(found, 2) : asIs(found.group()));
        }
        shown = LOGIN.matcher(shown).replaceAll(found -> without(found, 1));
        for (Pattern secret : AS_THEY_ARE) {
            shown = secret.matcher(shown).replaceAll(found -> without(found, 1));
        }
        return shown;
    }

    private static String after(String before, String word) {
        if (word.startsWith("-")) {
            return of(word);
        }
        if (before.startsWith("-") && before.indexOf('=') < 0 && isNamedSo(before)) {
            return hidden(word);
        }
        if (before.equals("-H") || before.equals("--header")) {
            return of(before + " " + word).substring(before.length() + 1);
        }
        int colon = word.indexOf(':');
        boolean isLogin = (before.equals("-u") || before.equals("--user")) && colon > 0;
        return isLogin ? word.substring(0, colon + 1) + hidden(word.substring(colon + 1)) : of(word);
    }

    private static String hidden(String value) {
        return REFERENCE.matcher(value).matches() ? value : Redactor.INSTEAD;
    }

    private static String without(MatchResult found, int group) {
        int from = found.start(group) - found.start();
        int until = found.end(group) - found.start();
        String whole = found.group();
        return asIs(whole.substring(0, from) + hidden(found.group(group)) + whole.substring(until));
    }

    private static String asIs(String text) {
        return Matcher.quoteReplacement(text);
    }

    private static boolean isNamedSo(String name) {
        return !name.startsWith(JVM) && Discretion.isNamedSo(name);
    }
}
