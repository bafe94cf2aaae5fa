package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One line for each thing that happens, with the host in front, for logs; and one every 15 s when nothing does, so that no CI job looks hung. */
final class PlainProgress implements ProgressView {
    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** How many lines one upload gets. */
    private static final int STEPS = 4;

    private final PrintStream err;
    private final HostLabels labels;
    private final Optional<Groups> groups;
    private final LongSupplier nanos;
    private final Ticker ticker;
    private String waiting = "";
    private long began;
    private long spoke;
    private int step;

    PlainProgress(PrintStream err, HostLabels labels, Optional<Groups> groups) {
        this(err, labels, groups, System::nanoTime);
    }

    PlainProgress(PrintStream err, HostLabels labels, Optional<Groups> groups, LongSupplier nanos) {
        this.err = err;
        this.labels = labels;
        this.groups = groups;
        this.nanos = nanos;
        this.ticker = Ticker.every(LOOK, this::beat);
    }

    @Override
    public synchronized void begin(HostAddress host, String what) {
        show(host, what);
    }

    @Override
    public synchronized void sending(HostAddress host, long sent, long total) {
        int reached = total == 0 ? STEPS : (int) (sent * STEPS / total);
        String what = sent == total
                ? "sent " + Shown.bytes(total)
                : "sending " + Shown.bytes(sent) + " of " + Shown.bytes(total);
        if (sent == 0 || reached > step) {
            step = reached;
            show(host, what);
        } else {
            waiting = text(host, what);
        }
        if (sent == total) {
            step = 0;
        }
    }

    @Override
    public synchronized void event(HostAddress host, Event event) {
        show(host, EventWords.of(event));
    }

    @Override
    public synchronized void finished(HostOutcome outcome) {
        waiting = "";
        groups.ifPresent(Groups::leave);
    }

    @Override
    public synchronized void close() {
        ticker.close();
        waiting = "";
        groups.ifPresent(Groups::leave);
    }

    private String text(HostAddress host, String what) {
        return "[" + labels.of(host) + "] " + what;
    }

    private void show(HostAddress host, String what) {
        groups.ifPresent(each -> each.enter(host));
        waiting = text(host, what);
        began = nanos.getAsLong();
        spoke = began;
        err.println(waiting);
    }

    /** Says what is still being waited for, once nothing was said for long enough. */
    synchronized void beat() {
        long now = nanos.getAsLong();
        if (!waiting.isEmpty() && now - spoke >= HEARTBEAT.toNanos()) {
            spoke = now;
            err.println(waiting + " (for " + Shown.millis((now - began) / 1_000_000) + ")");
        }
    }
}
