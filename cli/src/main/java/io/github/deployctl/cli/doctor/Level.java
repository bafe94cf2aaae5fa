package io.github.deployctl.cli.doctor;

import java.util.Locale;

/** How much a finding matters. */
public enum Level {
    OK,
    /** A push works, but not as well as it might. */
    WARN,
    /** A push does not work. */
    FAIL,
    /** It could not be looked at. */
    SKIP;

    /** Returns it as it is shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
