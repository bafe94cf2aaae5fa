package io.github.deployctl.cli.config.key;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the value of a key is written. */
public sealed interface Form {
    /** Returns what kind of value it is, in a word or two, with its unit where it has one. */
    String type();

    /** Returns what it may be, or nothing. */
    String range();

    /**
     * A single value.
     *
     * @param schema the keywords of JSON Schema that say the same
     */
    record Scalar(String type, String range, Map<String, Object> schema) implements Form {}

    /**
     * A list.
     *
     * @param least how many entries it has at least
     */
    record Listing(Form of, int least) implements Form {
        @Override
        public String type() {
            return "list of " + of.type();
        }

        @Override
        public String range() {
            return least == 0 ? of.range() : of.range() + (of.range().isEmpty() ? "" : "; ") + "at least " + least;
        }
    }

    /**
     * A map with keys of its writer's choice.
     *
     * @param names the regular expression of these keys
     * @param range what the keys and values may be
     * @param most how many there may be; one at least where this is not zero
     */
    record Table(String names, Form of, String range, int most) implements Form {
        @Override
        public String type() {
            return "map of names to " + of.type();
        }
    }

    /** A map with the keys that stand below this one. */
    record Group() implements Form {
        @Override
        public String type() {
            return "map";
        }

        @Override
        public String range() {
            return "";
        }
    }

    /** Any of several. */
    record Either(List<Form> forms) implements Form {
        public Either {
            forms = List.copyOf(forms);
        }

        @Override
        public String type() {
            return forms.stream().map(Form::type).collect(Collectors.joining(", or "));
        }

        @Override
        public String range() {
            return forms.stream()
                    .map(Form::range)
                    .filter(range -> !range.isEmpty())
                    .distinct()
                    .collect(Collectors.joining("; "));
        }
    }

    /** Returns whether the keys below this one can be written. */
    default boolean hasKeys() {
        return this instanceof Group
                || (this instanceof Either either && either.forms().stream().anyMatch(Form::hasKeys));
    }

    /** Returns whether it can be written without keys below it. */
    default boolean hasValue() {
        return !(this instanceof Group);
    }
}
