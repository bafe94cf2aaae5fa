package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Event;
import java.io.PrintStream;
import java.time.Duration;

/** One line on a terminal, written over again and again: the host that is being worked on, what it does, and for how long. Notes stay. */
final class LiveProgress implements ProgressView {
    private static final Duration REDRAW = Duration.ofMillis(100);
    /** Back to the start of the line, and nothing on it: ECMA-48, EL 2. */
    static final String CLEAR = "\r\u001b[2K";

    private final PrintStream err;
    private final Screen screen;
    private final Situation situation;
    private final Style style;
    private final Ticker ticker;
    private String line = "";
    private long began;

    LiveProgress(Console console, Style style) {
        this.err = console.err();
        this.screen = console.screen();
        this.situation = console.situation();
        this.style = style;
        this.ticker = Ticker.every(REDRAW, this::redraw);
    }

    @Override
    public synchronized void begin(HostAddress host, String what) {
        show(host, what);
    }

    @Override
    public synchronized void sending(HostAddress host, long sent, long total) {
        long percent = total == 0 ? 100 : sent * 100 / total;
        line = host.label() + "  sending " + Shown.bytes(sent) + " of " + Shown.bytes(total) + " (" + percent + " %)";
    }

    @Override
    public synchronized void event(HostAddress host, Event event) {
        if (event instanceof Event.Note) {
            err.print(CLEAR);
            err.println(host.label() + "  " + EventWords.of(event));
        } else {
            show(host, EventWords.of(event));
        }
    }

    @Override
    public synchronized void finished(HostOutcome outcome) {
        line = "";
        err.print(CLEAR);
        err.flush();
    }

    @Override
    public synchronized void close() {
        ticker.close();
        line = "";
        err.print(CLEAR);
        err.flush();
    }

    private void show(HostAddress host, String what) {
        line = host.label() + "  " + what;
        began = System.nanoTime();
        redraw();
    }

    private synchronized void redraw() {
        if (line.isEmpty() || situation.isAsking()) {
            return;
        }
        String text = line + "  " + Shown.millis((System.nanoTime() - began) / 1_000_000);
        int width = screen.columns() - 1;
        // A line that wraps could not be cleared again.
        err.print(CLEAR + style.dim(text.length() > width ? text.substring(0, width) : text));
        err.flush();
    }
}
