package io.github.deployctl.common.text;

/** Makes what a program printed harmless to a terminal and to a journal: what would be carried out is shown instead. */
public final class Visible {
    private Visible() {}

    /** Returns {@code text} with every control character but the tab written out, {@code \x1b} for the one that begins a terminal's commands. */
    public static String of(String text) {
        int clean = 0;
        while (clean < text.length() && isHarmless(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                shown.append(c);
            } else {
                shown.append(c < 0x100 ? "\\x" : "\\u").append(hex(c, c < 0x100 ? 2 : 4));
            }
        }
        return shown.toString();
    }

    /** Returns {@code text} with a question mark for each such character and for the tab: for what is kept, which must grow no longer by it. */
    public static String blanked(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().forEach(c -> kept.append(c != '\t' && isHarmless((char) c) ? (char) c : '?'));
        return kept.toString();
    }

    /** C0, DEL and C1 are commands to a terminal; the marks of direction make a line read as another one. */
    private static boolean isHarmless(char c) {
        boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return c == '\t' || (!Character.isISOControl(c) && !turns);
    }

    private static String hex(int c, int digits) {
        String hex = Integer.toHexString(c);
        return "0".repeat(digits - hex.length()) + hex;
    }
}
