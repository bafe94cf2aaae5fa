package io.github.deployctl.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one respect.
 *
 * @param check in which, such as {@code host key}
 * @param follows from it, or null where nothing does
 * @param fix the command that puts it right, or what to do where none does; null where there is nothing to do
 * @param code what a push would fail with; null unless it is a {@link Level#FAIL}
 */
public record Diagnosis(
        String check,
        Level level,
        String found,
        @Nullable String follows,
        @Nullable String fix,
        @Nullable FailureCode code) {
    public Diagnosis {
        requireNonNull(check, "check");
        requireNonNull(level, "level");
        requireNonNull(found, "found");
        if ((level == Level.FAIL) == (code == null)) {
            throw new IllegalArgumentException("a failure, and nothing else, has a code");
        }
    }

    static Diagnosis ok(String check, String found) {
        return new Diagnosis(check, Level.OK, found, null, null, null);
    }

    static Diagnosis warn(String check, String found) {
        return new Diagnosis(check, Level.WARN, found, null, null, null);
    }

    static Diagnosis skip(String check, String found) {
        return new Diagnosis(check, Level.SKIP, found, null, null, null);
    }

    static Diagnosis fail(String check, FailureCode code, String found) {
        return new Diagnosis(check, Level.FAIL, found, null, null, code);
    }

    static Diagnosis fail(String check, Failure failure) {
        return fail(check, failure.code(), failure.message()).fix(failure.hint());
    }

    /** Returns it in one line. */
    public String describe() {
        return "check " + check + ": " + level.word() + ": " + found
                + (follows == null ? "" : "; so: " + follows)
                + (fix == null ? "" : "; try: " + fix);
    }

    Diagnosis follows(String what) {
        return new Diagnosis(check, level, found, what, fix, code);
    }

    Diagnosis fix(@Nullable String command) {
        return new Diagnosis(check, level, found, follows, command, code);
    }
}
