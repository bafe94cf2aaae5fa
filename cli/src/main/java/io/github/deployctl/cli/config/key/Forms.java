package io.github.deployctl.cli.config.key;

import io.github.deployctl.cli.config.key.Form.Either;
import io.github.deployctl.cli.config.key.Form.Group;
import io.github.deployctl.cli.config.key.Form.Listing;
import io.github.deployctl.cli.config.key.Form.Scalar;
import io.github.deployctl.cli.config.key.Form.Table;
import java.util.List;
import java.util.Map;

/** The forms that keys of the configuration have. A regular expression here is one that Java and ECMA 262 read alike. */
final class Forms {
    static final Form GROUP = new Group();

    static final String DURATION = "([0-9]{1,9}(ms|s)|[0-5]?[0-9]{1,7}m|[0-9]{1,6}h)";
    private static final String DURATION_RANGE = "a whole number with a unit: 500ms, 30s, 10m, 2h";
    private static final String PORT =
            "0{0,4}([1-9]|[1-9][0-9]|[1-9][0-9]{2}|[1-9][0-9]{3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
    private static final String ADDRESS = "([0-9.]{7,15}|\\[[0-9A-Fa-f:.]{2,45}\\]):";

    private Forms() {}

    /** Anything that is one value, as it is written. */
    static Form any(String type) {
        return new Scalar(type, "", Map.of("type", List.of("string", "number", "boolean")));
    }

    static Form text(String type, String range, String pattern) {
        return new Scalar(type, range, Map.of("type", "string", "pattern", "^" + pattern + "$"));
    }

    /** A text that has more in it than blanks. */
    static Form line(String type) {
        return text(type, "", ".*\\S.*");
    }

    static Form word(String... words) {
        return new Scalar("word", String.join(", ", words), Map.of("enum", List.of((Object[]) words)));
    }

    /** One that YAML takes for true or false when it stands without quotes. */
    static Form bool(boolean... values) {
        List<Object> known = values.length == 1
                ? List.of(values[0], String.valueOf(values[0]))
                : List.of(true, false, "true", "false");
        return new Scalar("true or false", values.length == 1 ? values[0] + " only" : "", Map.of("enum", known));
    }

    static Form duration() {
        return text("duration", DURATION_RANGE, DURATION);
    }

    static Form durationAboveZero() {
        return text("duration", DURATION_RANGE + "; longer than 0s", "(?!0+[a-z])" + DURATION);
    }

    static Form size() {
        return text("size", "a whole number with a unit: 500MB, 2GB", "(?!0+[A-Za-z])[0-9]{1,9}(kB|MB|GB|TB)");
    }

    static Form whole(int least, int most) {
        return new Scalar(
                "whole number", least + " to " + most, Map.of("type", "integer", "minimum", least, "maximum", most));
    }

    /** A port, with an address before it or without. */
    static Form listener() {
        return new Scalar(
                "port or address",
                "1 to 65535; also \"127.0.0.1:8080\" and \"[::1]:8080\"",
                Map.of(
                        "anyOf",
                        List.of(
                                Map.of("type", "integer", "minimum", 1, "maximum", 65535),
                                Map.of("type", "string", "pattern", "^(\\*:|" + ADDRESS + ")?" + PORT + "$"))));
    }

    /** As {@link #listener}, and 0 for a port that is chosen. */
    static Form probe() {
        return new Scalar(
                "port or address",
                "0 to 65535, 0 for one that the agent chooses; also \"127.0.0.1:9001\"",
                Map.of(
                        "anyOf",
                        List.of(
                                Map.of("type", "integer", "minimum", 0, "maximum", 65535),
                                Map.of("type", "string", "pattern", "^(" + ADDRESS + ")?(0{1,5}|" + PORT + ")$"))));
    }

    static Form list(Form of) {
        return new Listing(of, 0);
    }

    static Form listOfSome(Form of) {
        return new Listing(of, 1);
    }

    static Form table(String names, Form of, String range) {
        return new Table("^" + names + "$", of, range, 0);
    }

    static Form table(String names, Form of, String range, int most) {
        return new Table("^" + names + "$", of, range, most);
    }

    static Form either(Form... forms) {
        return new Either(List.of(forms));
    }
}
