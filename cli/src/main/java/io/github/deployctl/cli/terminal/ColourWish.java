package io.github.deployctl.cli.terminal;

import java.util.Optional;

/**
 * What the environment says of colours: NO_COLOR (no-color.org) is stronger than what forces them; CLICOLOR and CLICOLOR_FORCE are those of
 * bixense.com/clicolors.
 *
 * @param variable that says so
 */
public record ColourWish(String variable, boolean wanted) {
    private static final String NONE = "NO_COLOR";
    private static final String FORCED = "FORCE_COLOR";
    private static final String FORCED_TOO = "CLICOLOR_FORCE";
    private static final String POSSIBLE = "CLICOLOR";

    /** Returns the variable that counts, or nothing where the terminal decides. */
    public static Optional<ColourWish> in(Surroundings around) {
        if (around.variable(NONE).isPresent()) {
            return Optional.of(new ColourWish(NONE, false));
        }
        for (String name : new String[] {FORCED, FORCED_TOO}) {
            if (OutputChoice.isSet(around, name)) {
                return Optional.of(new ColourWish(name, true));
            }
        }
        return around.variable(POSSIBLE).filter("0"::equals).map(no -> new ColourWish(POSSIBLE, false));
    }
}
