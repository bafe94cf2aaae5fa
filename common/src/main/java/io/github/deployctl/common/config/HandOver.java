package io.github.deployctl.common.config;

import io.github.deployctl.common.release.Quoted;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a release takes the place of another: {@code handover} in {@code deployctl.yml}. */
public enum HandOver {
    /** The adopter in its JVM puts the agent's sockets in the place of those that the app binds. */
    ADOPT,
    /** The app itself knows how to use a socket that it is given; it runs beside the one before it and is drained by SIGTERM. */
    INHERIT,
    /** The one before it is ended first; connections wait meanwhile. The adopter gives it the sockets. */
    RESTART;

    /** Reads {@code adopt}, {@code inherit} or {@code restart}. */
    public static HandOver parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("handover " + Quoted.of(text) + " is none of "
                        + Arrays.stream(values()).map(HandOver::toString).collect(Collectors.joining(", "))));
    }

    /** Tells whether another process of the app may run beside it. */
    public boolean overlaps() {
        return this != RESTART;
    }

    /** Tells whether an adopter holds its sockets, so that it can be given the traffic and lose it again without a signal. */
    public boolean isAdopted() {
        return this != INHERIT;
    }

    /** Tells whether it can be kept warm once it has been drained. */
    public boolean keepsStandby() {
        return this == ADOPT;
    }

    /** Returns the value as it is written in {@code deployctl.yml}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
