package io.github.deployctl.cli.hook;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code hooks} in deployctl.yml: what is run here around a push.
 *
 * @param beforePush once every host is locked and before any is changed; its failure is the push's
 * @param afterPush when every host is as it was asked to be
 * @param onFailure when that is not so, for whatever reason
 */
public record Hooks(
        Optional<ClientCommand> beforePush, Optional<ClientCommand> afterPush, Optional<ClientCommand> onFailure) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** None. */
    public static final Hooks NONE = new Hooks(Optional.empty(), Optional.empty(), Optional.empty());

    public Hooks {
        requireNonNull(beforePush, "beforePush");
        requireNonNull(afterPush, "afterPush");
        requireNonNull(onFailure, "onFailure");
    }
}
