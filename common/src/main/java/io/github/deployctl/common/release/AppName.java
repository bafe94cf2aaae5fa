package io.github.deployctl.common.release;

import java.util.regex.Pattern;

/**
 * The name of an app: it becomes a folder, a user and a unit name, so it is a lower-case letter followed by at most 30 lower-case letters, digits or
 * hyphens (useradd(8) allows 32 characters and warns of anything else).
 */
public record AppName(String value) {
    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public AppName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("app name " + Quoted.of(value)
                    + " must start with a lower-case letter and hold at most 31 lower-case letters, digits or hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
