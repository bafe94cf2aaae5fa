package io.github.deployctl.e2e.matrix;

import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.matrix.load.Ask;
import io.github.deployctl.e2e.matrix.load.Asked;
import java.util.List;
import java.util.OptionalLong;

/**
 * A hand-over that was seen to happen.
 *
 * @param startNanos {@link System#nanoTime()} just before it was asked for
 */
public record Swap(AgentClient.Moved moved, Between between, long startNanos) {
    /** The processes that answered before and after. */
    public record Between(long before, long after) {}

    public boolean isInstant() {
        return moved.reply().fromStandby();
    }

    /** How long the launch took until the new process was ready, or nothing where a standby took over. */
    public OptionalLong readyMillis() {
        return isInstant()
                ? OptionalLong.empty()
                : OptionalLong.of(moved.reply().timings().readyMillis());
    }

    /** How many connections were cut at {@code drain.timeout}. */
    public int cut() {
        return moved.events().stream()
                .filter(Event.Drained.class::isInstance)
                .mapToInt(event -> ((Event.Drained) event).cut())
                .sum();
    }

    /** Returns how many slow requests began on the old process before the new one answered somebody, and got their whole answer from the old one after that. */
    public long slowEndedOnOld(List<Asked> asked) {
        OptionalLong firstByNew = asked.stream()
                .filter(each -> !each.isLost() && each.ask() == Ask.FAST && each.pid() == between.after())
                .filter(each -> each.startNanos() - startNanos > 0)
                .mapToLong(each -> each.endNanos() - startNanos)
                .min();
        if (firstByNew.isEmpty()) {
            return 0;
        }
        long instant = startNanos + firstByNew.getAsLong();
        return asked.stream()
                .filter(each -> !each.isLost() && each.ask() == Ask.SLOW && each.pid() == between.before())
                .filter(each -> each.startNanos() - instant < 0 && each.endNanos() - instant > 0)
                .count();
    }
}
