package io.github.deployctl.cli.config.key;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One key.
 *
 * @param path its full name, with dots between
 * @param absent what it means that it is not written
 * @param purpose what it is for, a sentence or a few
 * @param example a value, as it is written in YAML
 */
public record Key(String path, Form form, Absent absent, String purpose, String example) {
    public Key {
        requireNonNull(path, "path");
        requireNonNull(form, "form");
        requireNonNull(absent, "absent");
        requireNonNull(purpose, "purpose");
        requireNonNull(example, "example");
    }

    /** What a key means that is not written. */
    public enum Missing {
        /** It has to be there. */
        ERROR,
        /** The same as the value that is told. */
        VALUE,
        /** What the words say. */
        WORDS
    }

    /**
     * The same for one key.
     *
     * @param text a value as it is written in YAML, or words
     */
    public record Absent(Missing missing, String text) {
        static final Absent REFUSED = new Absent(Missing.ERROR, "required");

        static Absent is(String value) {
            return new Absent(Missing.VALUE, value);
        }

        static Absent means(String words) {
            return new Absent(Missing.WORDS, words);
        }

        /** Returns the value that is as good as none, if there is one. */
        public Optional<String> value() {
            return missing == Missing.VALUE ? Optional.of(text) : Optional.empty();
        }
    }

    public boolean isRequired() {
        return absent.missing() == Missing.ERROR;
    }

    /** Returns the last part of its name, which is how it is written. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Returns the name of the section that it stands in, empty for the file itself. */
    public String section() {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }
}
