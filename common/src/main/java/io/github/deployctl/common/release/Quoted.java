package io.github.deployctl.common.release;

/** Shows a hostile value in an error: one line, printable, short. */
public final class Quoted {
    private static final int LIMIT = 60;

    private Quoted() {}

    /** Returns {@code value} in double quotes, cut after 60 characters, every character that is not printable ASCII replaced by {@code ?}. */
    public static String of(String value) {
        StringBuilder shown = new StringBuilder("\"");
        value.chars().limit(LIMIT).forEach(c -> shown.append(c >= ' ' && c < 127 ? (char) c : '?'));
        return shown.append(value.length() > LIMIT ? "...\"" : "\"").toString();
    }
}
