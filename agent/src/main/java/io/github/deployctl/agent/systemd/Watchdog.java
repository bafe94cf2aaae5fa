package io.github.deployctl.agent.systemd;

import io.github.deployctl.agent.os.InitSystem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Tells the service manager that the thread which decides everything still turns; one that hangs is replaced (WatchdogSec= in systemd.service(5)). */
public final class Watchdog {
    private final InitSystem service;
    private final Duration pause;
    private final BiConsumer<Duration, Runnable> after;

    private Watchdog(InitSystem service, Duration pause, BiConsumer<Duration, Runnable> after) {
        this.service = service;
        this.pause = pause;
        this.after = after;
    }

    /**
     * Starts it where the service manager has asked for one.
     *
     * @param after runs a task on the watched thread after a delay
     */
    public static void start(
            Map<String, String> environment, long pid, InitSystem service, BiConsumer<Duration, Runnable> after) {
        period(environment, pid).ifPresent(period -> new Watchdog(service, period.dividedBy(2), after).beat());
    }

    /** Returns what sd_watchdog_enabled(3) would. */
    static Optional<Duration> period(Map<String, String> environment, long pid) {
        String meant = environment.get("WATCHDOG_PID");
        if (meant != null && !meant.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return Optional.of(Duration.of(micros, ChronoUnit.MICROS))
                    .filter(period -> period.compareTo(Duration.ZERO) > 0);
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private void beat() {
        service.tell("WATCHDOG=1");
        after.accept(pause, this::beat);
    }
}
