package io.github.deployctl.common.config;

import io.github.deployctl.common.release.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java feature releases an app accepts: {@code >=17} or exactly {@code 21}. */
public record JavaRequirement(int feature, boolean orLater) {
    private static final Pattern WRITTEN = Pattern.compile("(>=)?\\s*(\\d{1,3})");

    public static JavaRequirement parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Java version " + Quoted.of(text) + " is not a number such as 21 or >=17");
        }
        return new JavaRequirement(Integer.parseInt(matcher.group(2)), matcher.group(1) != null);
    }

    public boolean accepts(int actual) {
        return orLater ? actual >= feature : actual == feature;
    }

    @Override
    public String toString() {
        return (orLater ? ">=" : "") + feature;
    }
}
