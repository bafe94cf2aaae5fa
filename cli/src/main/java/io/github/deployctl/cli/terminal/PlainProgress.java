package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Event;
import java.io.PrintStream;
import java.time.Duration;

/** One line for each thing that happens, with the host in front, for logs; and one every 15 s when nothing does, so that no CI job looks hung. */
final class PlainProgress implements ProgressView {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** How many lines one upload gets. */
    private static final int STEPS = 4;

    private final PrintStream err;
    private final Ticker ticker;
    private String waiting = "";
    private long began;
    private int step;

    PlainProgress(PrintStream err) {
        this.err = err;
        this.ticker = Ticker.every(HEARTBEAT, this::beat);
    }

    @Override
    public synchronized void begin(HostAddress host, String what) {
        show(host, what);
    }

    @Override
    public synchronized void sending(HostAddress host, long sent, long total) {
        int reached = total == 0 ? STEPS : (int) (sent * STEPS / total);
        if (sent == 0 || reached > step) {
            step = reached;
            show(
                    host,
                    sent == total
                            ? "sent " + Shown.bytes(total)
                            : "sending " + Shown.bytes(sent) + " of " + Shown.bytes(total));
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
    }

    @Override
    public void close() {
        ticker.close();
    }

    private void show(HostAddress host, String what) {
        waiting = "[" + host.label() + "] " + what;
        began = System.nanoTime();
        err.println(waiting);
    }

    private synchronized void beat() {
        long millis = (System.nanoTime() - began) / 1_000_000;
        if (!waiting.isEmpty() && millis >= HEARTBEAT.toMillis()) {
            err.println(waiting + " (" + Shown.millis(millis) + " ago)");
        }
    }
}
