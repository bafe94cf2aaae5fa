package io.github.deployctl.common.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What catches a release that turns out bad after it has gone live.
 *
 * @param probation for so long after it has gone live, its end or a failed probe takes the traffic back; zero for never
 * @param confirm within so long after it has gone live, whoever deployed it must confirm it, or null when nobody needs to
 * @param frozen whether the standby is kept from running until it is wanted
 */
public record SafetyNet(Duration probation, @Nullable Duration confirm, boolean frozen) {
    public static final SafetyNet DEFAULT = new SafetyNet(Duration.ofSeconds(60), null, false);

    public SafetyNet {
        requireNonNull(probation, "probation");
        if (probation.isNegative()) {
            throw new IllegalArgumentException("probation cannot be negative");
        }
        if (confirm != null && (confirm.isZero() || confirm.isNegative())) {
            throw new IllegalArgumentException("confirm must be longer than 0s");
        }
    }
}
